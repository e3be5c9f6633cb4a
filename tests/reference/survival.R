# Kaplan-Meier curves with Greenwood's error and log-log intervals, by R's survival package, on its
# own leukaemia (aml), lung cancer (lung) and ovarian cancer (ovarian) trials, and on two made up.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))),
                 "write-json.R"))
suppressPackageStartupMessages(library(survival))
cases <- list(
  aml = list(time = aml$time, event = aml$status),
  maintained = list(time = aml$time[aml$x == "Maintained"], event = aml$status[aml$x == "Maintained"]),
  lung = list(time = lung$time, event = lung$status - 1),
  ovarian = list(time = ovarian$futime, event = ovarian$fustat),
  # Flat at exactly one half, down to nought, with ties.
  plain = list(time = c(1, 2, 3, 3, 4, 4), event = c(1, 1, 1, 0, 1, 1)),
  halved = list(time = 1:4, event = rep(1, 4))
)
results <- list()
for (name in names(cases)) for (level in c(0.95, 0.9)) {
  case <- cases[[name]]
  fit <- survfit(Surv(case$time, case$event) ~ 1, conf.int = level, conf.type = "log-log")
  key <- function(what) paste0(name, "_", level * 100, "_", what)
  told <- summary(fit, times = fit$time)
  results[[key("data_time")]] <- case$time
  results[[key("data_event")]] <- case$event
  for (what in c("time", "n.risk", "n.event", "n.censor", "surv", "lower", "upper"))
    results[[key(what)]] <- fit[[what]]
  results[[key("std.err")]] <- told$std.err
  for (p in c(0.25, 0.5, 0.75)) {
    at <- quantile(fit, p)
    results[[key(paste0("quantile_", p))]] <- c(at$quantile, at$lower, at$upper)
  }
  at <- summary(fit, times = 20, extend = TRUE)
  results[[key("at_20")]] <- c(at$surv, at$lower, at$upper)
}
write_json(results)
