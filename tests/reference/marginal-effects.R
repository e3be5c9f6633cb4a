# Average marginal effects with unconditional standard errors, by influence functions, and
# the Wald test of proportional odds from the joint covariance of a logit at each threshold.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))),
                 "write-json.R"))
parents <- read_parents()
parents <- parents[!is.na(parents$conc) & !is.na(parents$L1), ]
design <- svydesign(~psu, strata = ~strat, weights = ~w, data = parents)
weight <- weights(design)

# Influence of each respondent on the coefficients, before weighting.
influence_of <- function(fit) {
  x <- model.matrix(fit)
  p <- fitted(fit)
  bread <- solve(crossprod(x * sqrt(weight * p * (1 - p))))
  (x * (fit$y - p)) %*% bread
}
results <- list()
fit <- svyglm(conc ~ grp + sex + L1, design, family = quasibinomial(), control = tight())
x <- model.matrix(fit)
influence <- influence_of(fit)
effect <- function(each, gradient) {
  average <- sum(weight * each) / sum(weight)
  scores <- (each - average) / sum(weight) + influence %*% gradient
  c(average, SE(svytotal(~scores, design)))
}
for (column in colnames(x)[-1]) {
  term <- if (startsWith(column, "grp")) "grp" else if (startsWith(column, "sex")) "sex" else "L1"
  if (term == "L1") {
    p <- fitted(fit)
    each <- p * (1 - p) * coef(fit)[[column]]
    gradient <- colSums(weight * p * (1 - p) * (1 - 2 * p) * coef(fit)[[column]] * x) / sum(weight)
    gradient[column] <- gradient[column] + sum(weight * p * (1 - p)) / sum(weight)
  } else {
    low <- high <- x
    low[, startsWith(colnames(x), term)] <- high[, startsWith(colnames(x), term)] <- 0
    high[, column] <- 1
    p0 <- plogis(drop(low %*% coef(fit)))
    p1 <- plogis(drop(high %*% coef(fit)))
    each <- p1 - p0
    gradient <- colSums(weight * (p1 * (1 - p1) * high - p0 * (1 - p0) * low)) / sum(weight)
  }
  results[[paste0("ame_", column)]] <- effect(each, gradient)
}

parts <- lapply(1:4, function(cut) {
  fit <- svyglm(as.formula(paste0("I(as.numeric(L1 > ", cut, ")) ~ age + sex")), design,
                family = quasibinomial(), control = tight())
  list(slope = coef(fit)[-1], influence = influence_of(fit)[, -1])
})
slopes <- unlist(lapply(parts, `[[`, "slope"))
joint <- do.call(cbind, lapply(parts, `[[`, "influence"))
spread <- vcov(svytotal(~joint, design))
k <- length(parts[[1]]$slope)
contrast <- kronecker(cbind(-1, diag(3)), diag(k))
gap <- contrast %*% slopes
chisq <- drop(t(gap) %*% solve(contrast %*% spread %*% t(contrast), gap))
left <- degf(design) - length(gap) + 1
F <- chisq * left / (length(gap) * degf(design))
results$proportional_odds <- c(chisq, length(gap), pchisq(chisq, length(gap), lower.tail = FALSE),
                               F, left, pf(F, length(gap), left, lower.tail = FALSE))
write_json(results)
