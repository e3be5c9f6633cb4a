# Two stages of sampling, each with its finite population, and a census of some strata.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))),
                 "write-json.R"))
parents <- read_parents()
parents$taken <- ifelse(parents$strat <= 2, 6, parents$fpc1)
designs <- list(
  two_stage = svydesign(~psu + id, strata = ~strat, weights = ~w, fpc = ~fpc1 + fpc2,
                        data = parents),
  census = svydesign(~psu + id, strata = ~strat, weights = ~w, fpc = ~taken + fpc2,
                     data = parents)
)
results <- list()
for (name in names(designs)) {
  design <- designs[[name]]
  key <- function(what) paste(name, what, sep = "_")
  results[[key("mean_conc")]] <- both(svymean(~conc, design, na.rm = TRUE))
  results[[key("mean_L1")]] <- both(svymean(~L1, design, na.rm = TRUE))
  results[[key("total_conc")]] <- both(svytotal(~conc, design, na.rm = TRUE))
  results[[key("total_rare")]] <- both(svytotal(~rare, design))
  ratio <- svyratio(~L1, ~L2, design, na.rm = TRUE)
  results[[key("ratio_L1_L2")]] <- c(coef(ratio), SE(ratio))
  by <- svyby(~L1, ~grp, design, svymean, na.rm = TRUE)
  results[[key("L1_by_grp")]] <- c(coef(by), SE(by))
  crossed <- svyby(~conc, ~grp + sex, design, svymean, na.rm = TRUE)
  results[[key("conc_by_grp_sex")]] <- c(coef(crossed), SE(crossed))
  shares <- svymean(~L1f, design, na.rm = TRUE)
  results[[key("shares_L1")]] <- both(shares)
  results[[key("shares_L1_vcov")]] <- vcov(shares)
  fit <- svyglm(L1 ~ grp + sex, design)
  results[[key("linear")]] <- c(coef(fit), SE(fit), fit$df.residual)
  results[[key("chisq")]] <- tested(svychisq(~grp + sex, design))
}
write_json(results)
