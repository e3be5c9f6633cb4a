# Many strata of two PSUs each, as in NHANES: few degrees of freedom, small domains.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))),
                 "write-json.R"))
parents <- read_parents()
design <- svydesign(~psu, strata = ~pair, weights = ~w, data = parents)
results <- list()
results$degf <- degf(design)
results$mean_L1 <- both(svymean(~L1, design, na.rm = TRUE))
results$deff_conc <- deff(svymean(~conc, design, na.rm = TRUE, deff = "replace"))
for (group in levels(parents$grp)) {
  domain <- subset(design, grp == group & !is.na(conc))
  results[[paste0("conc_", group)]] <- c(both(svymean(~conc, domain)), degf(domain))
  for (method in c("xlogit", "beta", "mean")) {
    share <- svyciprop(~conc, domain, method = method)
    results[[paste("conc", group, method, sep = "_")]] <- c(share, attr(share, "ci"))
  }
}
results$chisq_sex_grp <- tested(svychisq(~sex + grp, design))
results$wald_sex_grp <- tested(svychisq(~sex + grp, design, statistic = "Wald"))
results$adjwald_sex_age <- tested(svychisq(~sex + age, design, statistic = "adjWald"))
results$ttest_sex <- tested(svyttest(L1 ~ sex, design))
results$kruskal_grp <- with(svyranktest(L1 ~ grp, design, test = "KruskalWallis"),
                            c(parameter, statistic, ddf, p.value))
fit <- svyglm(conc ~ grp + sex, design, family = quasibinomial(), control = tight())
results$logistic <- c(coef(fit), SE(fit), fit$df.residual)
for (quantile in c(0.1, 0.5, 0.9)) {
  found <- svyquantile(~I(id + L1), subset(design, !is.na(L1)), quantile)[[1]]
  results[[paste0("quantile_", quantile)]] <- found[1, c("quantile", "ci.2.5", "ci.97.5", "se")]
}
write_json(results)
