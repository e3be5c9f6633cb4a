"""From a design as its file states it to the design that the estimator takes."""

from __future__ import annotations

from collections.abc import Iterable

from parentdata.design_file import DesignFile
from parentdata.survey.design import Design
from parentdata.survey.replicates import ReplicateDesign


def build_design(stated: DesignFile, names: Iterable[str]) -> Design | ReplicateDesign:
    """Build a sample's design.

    Parameters
    ----------
    stated : DesignFile
    names : names of the columns that the data have
        Among them columns of replicate weights are found by their prefix.

    Raises
    ------
    BadDesignFile
        No column has the prefix of the replicate weights.
    """
    if stated.replicates is None:
        return Design(
            weight=stated.weight,
            stratum=stated.stratum,
            psu=stated.psu,
            fpc=stated.fpc,
            lonely_psu=stated.lonely_psu,
        )
    return ReplicateDesign(
        weight=stated.weight,
        replicates=stated.replicate_columns(names),
        kind=stated.replicates.type,
        scale=stated.replicates.scale,
        rscales=stated.replicates.rscales,
        mse=stated.replicates.mse,
        degf=stated.replicates.degf,
    )
