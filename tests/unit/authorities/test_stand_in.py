"""Stand-in replies and real authorities are kept apart, and the other way round."""

import pandas as pd
import pytest

from parentdata.authorities import refuse_real_authorities
from parentdata.authorities.refusals import RealAuthority


def make_register(*codes):
    names = [f"Council {place}" for place in range(len(codes))]
    return pd.DataFrame({"authority": names, "gss_code": list(codes)})


def test_stand_in_replies_beside_stand_in_authorities_pass():
    register = make_register("ZE000001", "ZN000002")
    refuse_real_authorities(register, status="stand-in", file="authorities.csv")


def test_real_replies_beside_real_authorities_pass_with_a_code_or_without():
    register = make_register("E06000061", None)
    refuse_real_authorities(register, status="real", file="authorities.csv")


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        ("stand-in", "E06000061", r"stand-in, and not so 1 of the.*Council 1 \(E06000061\)"),
        ("stand-in", None, r"Council 1 \(no code\)"),
        ("real", "ZE000002", r"real, and not so 1 of the.*Council 1 \(ZE000002\)"),
    ],
)
def test_a_mixture_is_refused(status, code, said):
    other = "E06000062" if status == "real" else "ZE000001"
    with pytest.raises(RealAuthority, match=said):
        refuse_real_authorities(make_register(other, code), status=status, file="authorities.csv")
