"""The multiverse and the bootstrap give the same bytes, however many workers compute them."""

import numpy as np
import pandas as pd
import pytest

from parentdata.cluster import Kept, Pool, spread_tasks
from parentdata.multiverse import Task, compute_universes
from parentdata.survey import BadDesign, Design, make_bootstrap, regress_linear
from parentdata.survey.bootstrap import BLOCK, Sample, gather_blocks, list_blocks, run_block


@pytest.fixture
def tasks(claim, survey, replies):
    """Universes of a share and of a count whose coin has a seed for each."""
    shares = [
        Task(
            claim=claim["asked"], family="shares", universe=f"u{number:03d}",
            choices=(("cut", cut), ("minimum_base", minimum)), is_ours=False, seed=number,
            inputs=survey,
        )
        for number, (cut, minimum) in enumerate(
            (cut, minimum) for cut in ("usual", "strict", "wide") for minimum in ("1", "30")
        )
    ]  # fmt: skip
    options = (("coding", "coin"), ("one_coder", "counted"), ("admits", "used_or_using"),
               ("matching", "no"))  # fmt: skip
    coins = [
        Task(
            claim=claim["admit"], family="replies", universe=f"u{seed:03d}", choices=options,
            is_ours=False, seed=seed, inputs=replies,
        )
        for seed in range(6)
    ]  # fmt: skip
    return shares + coins


@pytest.fixture
def sample():
    rng = np.random.default_rng(11)
    n = 240
    people = pd.DataFrame(
        {
            "stratum": np.repeat(["a", "b", "c"], n // 3),
            "psu": np.arange(n) // 8,
            "weight": rng.uniform(0.5, 2, n),
            "x": rng.normal(size=n),
        }
    )
    people["y"] = people["x"] + rng.normal(size=n) + (people["psu"] % 5)
    design = Design(weight="weight", stratum="stratum", psu="psu")
    return Sample(respondents=people, design=design, domain=pd.Series(data=True, index=range(n)))


def list_linear(sample, n_replicates):
    return list_blocks(
        sample, {"linear": "y"}, predictors=("x",), n_replicates=n_replicates, seed=5
    )


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_number_of_workers_moves_no_byte(workers, tasks, sample, tmp_path):
    def spread(run, tasks):
        kept = Kept(tmp_path / f"{run.__name__}.jsonl")
        return spread_tasks(run, tasks, pool=Pool(workers=workers), kept=kept)

    if workers == 2:  # once is enough for the bootstrap: its blocks are tasks like the others
        blocks = list_linear(sample, 3 * BLOCK)
        alone = gather_blocks(map(run_block, blocks))["linear"]
        assert gather_blocks(spread(run_block, blocks))["linear"].tobytes() == alone.tobytes()
    alone = compute_universes(tasks)
    assert (alone["error"] == "").all()
    assert compute_universes(tasks, run_all=spread).to_csv() == alone.to_csv()


def test_blocks_in_any_order_give_the_spread_of_all_their_replicates(sample):
    blocks = list_linear(sample, 2 * BLOCK + 3)
    assert [block.size for block in blocks] == [BLOCK, BLOCK, 3]
    found = [run_block(block) for block in blocks]
    each = np.concatenate([block["coefficients"] for block in found])
    assert each.shape == (2 * BLOCK + 3, 2)
    # No two blocks draw the same.
    assert len(np.unique(each, axis=0)) == len(each)
    spread = gather_blocks(reversed(found))["linear"]
    assert spread == pytest.approx(np.cov(each, rowvar=False), rel=1e-12)


def test_one_block_is_the_bootstrap_with_the_first_seed_that_the_seed_spawns(sample):
    (block,) = list_linear(sample, BLOCK)
    first = np.random.SeedSequence(5).spawn(1)[0]
    design = make_bootstrap(sample.respondents, sample.design, n_replicates=BLOCK, seed=first)
    whole = regress_linear(sample.respondents, design, "y", predictors=("x",))
    assert gather_blocks([run_block(block)])["linear"] == pytest.approx(whole.covariance, rel=1e-12)


def test_one_replicate_has_no_spread(sample):
    with pytest.raises(BadDesign, match="1 replicates"):
        list_linear(sample, 1)
