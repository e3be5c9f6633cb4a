# BRR, Fay, bootstrap and jackknife replicates of two-PSU strata: multipliers by PSU, and
# what R makes of them.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))),
                 "write-json.R"))
parents <- read_parents()
design <- svydesign(~psu, strata = ~pair, weights = ~w, data = parents)
set.seed(20240501)
replicated <- list(
  BRR = as.svrepdesign(design, type = "BRR"),
  Fay = as.svrepdesign(design, type = "Fay", fay.rho = 0.3),
  bootstrap = as.svrepdesign(design, type = "subbootstrap", replicates = 40),
  JKn = as.svrepdesign(design, type = "JKn")
)
results <- list()
first <- !duplicated(parents$psu)
results$psu <- parents$psu[first]
for (name in names(replicated)) {
  design <- replicated[[name]]
  key <- function(what) paste(name, what, sep = "_")
  results[[key("multiplier")]] <- t(weights(design, "replication")[first, ])
  results[[key("scale")]] <- design$scale
  results[[key("rscales")]] <- design$rscales
  results[[key("mean_conc")]] <- both(svymean(~conc, design, na.rm = TRUE))
  results[[key("total_rare")]] <- both(svytotal(~rare, design))
  ratio <- svyratio(~L1, ~L2, design, na.rm = TRUE)
  results[[key("ratio_L1_L2")]] <- c(coef(ratio), SE(ratio))
  by <- svyby(~L1, ~sex, design, svymean, na.rm = TRUE)
  results[[key("L1_by_sex")]] <- c(coef(by), SE(by))
  results[[key("shares_L1")]] <- both(svymean(~L1f, design, na.rm = TRUE))
  results[[key("chisq")]] <- tested(svychisq(~grp + sex, design))[1:2]
  linear <- svyglm(L1 ~ age + sex, design)
  results[[key("linear")]] <- c(coef(linear), SE(linear))
  logistic <- svyglm(conc ~ age + sex, design, family = quasibinomial(), control = tight())
  results[[key("logistic")]] <- c(coef(logistic), SE(logistic))
}
write_json(results)
