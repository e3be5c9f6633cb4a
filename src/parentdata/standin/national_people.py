"""Stand-in parents of the national survey: where they live and who they are, before they answer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parentdata.standin import national_plan as plan
from parentdata.standin.latent import Sample, assign_counts

EVERYONE = np.ones(plan.RESPONDENTS, dtype=bool)
# Regions in which the Black and Asian parents of the stand-in more often live.
LONDON = list(plan.REGIONS).index("London")
CITIES = [LONDON, *(list(plan.REGIONS).index(name) for name in ("West Midlands", "North West"))]


class People:
    """Positions of every parent's answers on the scales of the characteristics, from nought.

    Attributes
    ----------
    places : dict of characteristic (and `region`, `psu`) to int array, shape (n,)
        `psu` counts through all regions.
    age, children : int arrays, shape (n,)
        Years, and number of dependent children.
    """

    def __init__(self) -> None:
        self.sample = Sample(size=plan.RESPONDENTS, seed=plan.SEED)
        self.places: dict[str, np.ndarray] = {}
        self._settle()
        self.places["gender"] = self._deal("gender", np.zeros(plan.RESPONDENTS))
        self.hardship = self._draw_hardship()
        self.places["ethnicity"] = self._choose_ethnicity()
        self.age_trait = self.sample.draw_trait("age")
        self.places["age_band"] = self._deal("age_band", -3.0 * self.age_trait)
        self.age = self._draw_ages()
        self._choose_family()
        self._choose_class()

    def _settle(self) -> None:
        """Share people out between regions, and evenly between the sampling units of each."""
        regions = list(plan.REGIONS.values())
        order = np.argsort(self.sample.draw_uniform("region"), kind="stable")
        region = np.empty(plan.RESPONDENTS, dtype=np.int64)
        region[order] = np.repeat(range(len(regions)), [one.respondents for one in regions])
        psu = np.empty_like(region)
        first = 0
        for place, one in enumerate(regions):
            inside = np.flatnonzero(region == place)
            psu[inside] = first + np.arange(inside.size) % one.psus
            first += one.psus
        self.places["region"], self.places["psu"] = region, psu

    def _draw_hardship(self) -> np.ndarray:
        """Hardship, higher in some sampling units than others and on average alike by region."""
        n_psus = sum(one.psus for one in plan.REGIONS.values())
        area = Sample(size=n_psus, seed=plan.SEED).draw_trait("hardship of areas")
        own = self.sample.draw_trait("hardship")
        mixed = 0.4 * area[self.places["psu"]] + 0.9 * own
        return mixed - average_within(mixed, self.places["region"], np.ones(plan.RESPONDENTS))

    def _choose_ethnicity(self) -> np.ndarray:
        # Dealt group by group, because the groups of this scale have no order.
        in_london = (self.places["region"] == LONDON).astype(float)
        in_cities = np.isin(self.places["region"], CITIES).astype(float)
        _, asian, black, mixed, other = plan.CHARACTERISTICS["ethnicity"]
        pulls = {
            2: (black, 0.7 * in_london + 0.4 * in_cities + 0.25 * self.hardship),
            1: (asian, 0.2 * in_london + 0.6 * in_cities + 0.1 * self.hardship),
            3: (mixed, 0.4 * in_london),
            4: (other, 0.4 * in_london),
        }
        chosen = np.zeros(plan.RESPONDENTS, dtype=np.int64)
        for place, (count, pull) in pulls.items():
            left = chosen == 0
            scores = pull + self.sample.draw_trait(f"ethnicity {place}")
            dealt = assign_counts(scores, {1: count, 0: int(left.sum()) - count}, among=left)
            chosen[dealt == 1] = place
        return chosen

    def _draw_ages(self) -> np.ndarray:
        draw, second = self.sample.draw_uniform("years"), self.sample.draw_uniform("years again")
        # Parents under thirty are mostly close to it, those over fifty mostly close to fifty.
        pull = {0: np.maximum(draw, second), 3: np.minimum(draw, second)}
        ages = np.zeros(plan.RESPONDENTS, dtype=np.int64)
        for place, (youngest, oldest) in enumerate(plan.AGES.values()):
            inside = self.places["age_band"] == place
            years = np.floor(pull.get(place, draw) * (oldest - youngest + 1)).astype(np.int64)
            ages[inside] = youngest + years[inside]
        return ages

    def _choose_family(self) -> None:
        is_woman = (self.places["gender"] == 0).astype(float)
        together = -0.5 * self.hardship + 0.2 * self.age_trait - 0.9 * is_woman
        self.places["lone_parent"] = self._deal("lone_parent", together)
        fewer = -0.2 * self.hardship - 0.3 * np.abs(self.age_trait + 0.2)
        self.children = 1 + self._deal("children", fewer)
        self.places["children_band"] = np.minimum(self.children, 3) - 1

    def _choose_class(self) -> None:
        is_lone = (self.places["lone_parent"] == 1).astype(float)
        standing = -self.hardship + 0.15 * self.age_trait
        self.places["occupation"] = self._deal("occupation", 0.9 * standing)
        self.places["qualification"] = self._deal("qualification", 0.8 * standing)
        self.places["income"] = self._deal("income", 1.1 * standing - 0.9 * is_lone)
        owning = 0.8 * standing + 0.6 * self.age_trait - 0.6 * is_lone
        self.places["tenure"] = self._deal("tenure", owning)

    def _deal(self, name: str, pull: np.ndarray) -> np.ndarray:
        """Deal a characteristic's planned counts, the first answer to the strongest pull."""
        counts: Mapping[int, int] = dict(enumerate(plan.CHARACTERISTICS[name]))
        scores = pull + self.sample.draw_trait(name)
        return assign_counts(scores, counts, among=EVERYONE)


def average_within(values: np.ndarray, groups: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weighted mean of each person's group, shape (n,); summed in the order of people."""
    total = np.bincount(groups, weights=weight * values)
    return (total / np.bincount(groups, weights=weight))[groups]
