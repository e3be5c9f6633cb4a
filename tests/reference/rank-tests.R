# Wilcoxon and Kruskal-Wallis rank tests, with and without finite population corrections,
# and probabilities adjusted over a family.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))),
                 "write-json.R"))
parents <- read_parents()
designs <- list(
  plain = svydesign(~psu, strata = ~strat, weights = ~w, data = parents),
  fpc = svydesign(~psu, strata = ~strat, weights = ~w, fpc = ~fpc1, data = parents)
)
results <- list()
for (name in names(designs)) {
  design <- designs[[name]]
  results[[paste0(name, "_wilcoxon_sex")]] <- tested(svyranktest(L1 ~ sex, design))
  results[[paste0(name, "_wilcoxon_conc")]] <- tested(svyranktest(L2 ~ conc, design))
  results[[paste0(name, "_wilcoxon_sex_in_B")]] <-
    tested(svyranktest(L1 ~ sex, subset(design, grp == "B")))
  for (by in c("grp", "age")) {
    k <- svyranktest(as.formula(paste("L1 ~", by)), design, test = "KruskalWallis")
    results[[paste0(name, "_kruskal_", by)]] <- c(k$parameter, k$statistic, k$ddf, k$p.value)
  }
  results[[paste0(name, "_ttest_sex")]] <- tested(svyttest(L1 ~ sex, design))
}
family <- c(0.0123, 0.04, 0.0004, 0.04, 0.31, 0.9, 0.0301)
results$family <- family
results$holm <- p.adjust(family, "holm")
results$benjamini_hochberg <- p.adjust(family, "BH")
write_json(results)
