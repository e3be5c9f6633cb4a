# What the scripts share: the data, and a writer of {"key": [numbers]} at 15 digits that
# needs nothing beyond base R.
suppressPackageStartupMessages(library(survey))
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
arguments <- commandArgs(TRUE)
tight <- function(...) glm.control(epsilon = 1e-14, maxit = 100)

read_parents <- function() {
  parents <- read.csv(file.path(here, "parents900.csv"), stringsAsFactors = TRUE)
  # Strata cut into pairs of PSUs, two PSUs each, as NHANES releases its sample.
  parents$pair <- parents$strat * 10 + (parents$psu %% 100 - 1) %/% 2
  # Populations: 30 to 52 PSUs in a stratum, 60 to 110 people in a PSU.
  parents$fpc1 <- 28 + 2 * parents$strat
  parents$fpc2 <- 60 + 10 * (parents$psu %% 6)
  parents$L1f <- factor(parents$L1)
  parents
}

write_json <- function(results) {
  lines <- vapply(names(results), function(key) {
    numbers <- as.numeric(unlist(results[[key]]))
    numbers <- ifelse(is.finite(numbers), sprintf("%.15g", numbers), "null")
    paste0("  \"", key, "\": [", paste(numbers, collapse = ", "), "]")
  }, "")
  file <- if (length(arguments)) arguments[[1]] else
    file.path(here, sub("\\.R$", ".json", basename(sub("^--file=", "",
      grep("^--file=", commandArgs(FALSE), value = TRUE)))))
  writeLines(c("{", paste(lines, collapse = ",\n"), "}"), file)
}

both <- function(stat) c(coef(stat), SE(stat))
tested <- function(test) unname(c(test$statistic, test$parameter, test$p.value))
