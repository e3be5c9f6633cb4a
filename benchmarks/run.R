# Times R survey: Rscript run.R FOLDER OUT TIMES REPLICATES
suppressPackageStartupMessages(library(survey))

given <- commandArgs(trailingOnly = TRUE)
folder <- given[1]
times <- as.integer(given[3])
replicates <- as.integer(given[4])

rows <- file.size(file.path(folder, "domain"))
read <- function(name, what, size) readBin(file.path(folder, name), what, n = rows, size = size)
items <- sprintf("item%02d", 1:20)
table <- data.frame(
  stratum = read("stratum", "integer", 4), psu = read("psu", "integer", 4),
  domain = read("domain", "integer", 1), weight = read("weight", "double", 8)
)
for (name in items) table[[name]] <- read(name, "integer", 1)

# All items in one call, which is R's fastest form: its model matrix is built once a domain.
outcomes <- as.formula(paste("~", paste(items, collapse = " + ")))
estimate <- function() {
  design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = table)
  if (replicates > 0) {
    design <- as.svrepdesign(design, type = "subbootstrap", replicates = replicates)
  }
  svyby(outcomes, ~domain, design, svymean)
}

kilobytes <- function(name) {
  line <- grep(paste0("^", name, ":"), readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line))
}
invisible(gc())
has_status <- file.exists("/proc/self/clear_refs")
if (has_status) {
  cat("5", file = "/proc/self/clear_refs")
  before <- kilobytes("VmRSS")
}
seconds <- numeric(times)
for (k in seq_len(times)) {
  invisible(gc())
  seconds[k] <- system.time(found <- estimate())[["elapsed"]]
}
peak <- if (has_status) (kilobytes("VmHWM") - before) * 1024 / 1e6 else NA

numbers <- function(x) paste0("[", paste(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ", "), "]")
matrix_rows <- function(x) paste0("[", paste(apply(x, 2, numbers), collapse = ", "), "]")
share <- as.matrix(as.data.frame(found)[, items])
se <- as.matrix(SE(found))
cat(sprintf(
  '{"R survey": {"seconds": %s, "megabytes": %s, "share": %s, "se": %s}}',
  numbers(seconds), if (is.na(peak)) "null" else sprintf("%.1f", peak), matrix_rows(share), matrix_rows(se)
), file = given[2])
