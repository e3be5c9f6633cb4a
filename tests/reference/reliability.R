# Weighted covariances, alpha, one factor and polychoric correlations, in base R: cov.wt, optim,
# and cell probabilities by numerical integration.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))),
                 "write-json.R"))
parents <- read_parents()
# Four ordered items, three of them with missing answers; the group is turned to run with the others.
items <- data.frame(a = parents$L1, b = parents$L2, c = parents$conc,
                    d = -as.integer(factor(parents$grp)))
size <- ncol(items)
covariance <- diag(size)
counts <- diag(size)
for (i in 1:size) for (j in 1:size) {
  both <- complete.cases(items[, c(i, j)])
  pair <- cbind(items[both, i], items[both, j])
  weight <- parents$w[both] / sum(parents$w[both])
  covariance[i, j] <- cov.wt(pair, wt = weight, method = "unbiased")$cov[1, 2]
  counts[i, j] <- sum(both)
}
alpha <- function(s) nrow(s) / (nrow(s) - 1) * (1 - sum(diag(s)) / sum(s))

minres <- function(r) {
  miss <- function(l) sum((r - tcrossprod(l))[upper.tri(r)]^2)
  slope <- function(l) {
    left <- r - tcrossprod(l)
    diag(left) <- 0
    -2 * as.vector(left %*% l)
  }
  start <- eigen(r)$vectors[, 1] * sqrt(eigen(r)$values[1]) * 0.7
  found <- optim(start, miss, slope, method = "BFGS", control = list(reltol = 1e-300, maxit = 10000))
  found$par * sign(sum(found$par))
}
omega <- function(l) sum(l)^2 / (sum(l)^2 + sum(1 - l^2))

thresholds <- function(x, w) {
  share <- tapply(w[!is.na(x)], x[!is.na(x)], sum) / sum(w[!is.na(x)])
  c(-Inf, qnorm(cumsum(share)[-length(share)]), Inf)
}
density <- function(h, k, rho) ifelse(is.finite(h) & is.finite(k),
  exp(-(h^2 - 2 * rho * h * k + k^2) / (2 * (1 - rho^2))) / (2 * pi * sqrt(1 - rho^2)), 0)
cell <- function(h1, h2, k1, k2, rho) {
  inside <- function(x) dnorm(x) * (pnorm((k2 - rho * x) / sqrt(1 - rho^2)) -
                                    pnorm((k1 - rho * x) / sqrt(1 - rho^2)))
  integrate(inside, max(h1, -9), min(h2, 9), rel.tol = 1e-11, abs.tol = 1e-14,
            subdivisions = 2000)$value
}
polychoric <- function(x, y, w) {
  h <- thresholds(x, w)
  k <- thresholds(y, w)
  both <- !is.na(x) & !is.na(y)
  table <- xtabs(w[both] ~ x[both] + y[both])
  slope <- function(rho) {
    total <- 0
    for (i in seq_len(nrow(table))) for (j in seq_len(ncol(table))) {
      steep <- density(h[i + 1], k[j + 1], rho) - density(h[i], k[j + 1], rho) -
        density(h[i + 1], k[j], rho) + density(h[i], k[j], rho)
      total <- total + table[i, j] * steep / cell(h[i], h[i + 1], k[j], k[j + 1], rho)
    }
    total
  }
  uniroot(slope, c(-0.9, 0.9), tol = 1e-14)$root
}
correlation <- cov2cor(covariance)
attitude <- diag(size)
for (i in 2:size) for (j in 1:(i - 1))
  attitude[i, j] <- attitude[j, i] <- polychoric(items[, i], items[, j], parents$w)

write_json(list(
  covariance = covariance, counts = counts, alpha = alpha(covariance),
  alpha_without = sapply(1:size, function(k) alpha(covariance[-k, -k])),
  loading = minres(correlation), omega = omega(minres(correlation)),
  thresholds_a = thresholds(items$a, parents$w)[2:5],
  polychoric = attitude, eigenvalues = eigen(attitude)$values,
  polychoric_loading = minres(attitude), polychoric_omega = omega(minres(attitude))
))
