# Weighted shares of the panel survey on the positive side of each item, everyone and by group, with
# the logit interval. The file stays beside the checkout; another place may be named as the second
# argument. Its missing answers (-1 and blanks) are left out of the base of their item alone.
script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
source(file.path(dirname(script), "..", "write-json.R"))
file <- if (length(arguments) > 1) arguments[[2]] else
  file.path(here, "../../../../shared/data/panel-survey/nonvoters_data.csv")
panel <- read.csv(file, stringsAsFactors = FALSE)
panel$everyone <- "everyone"
panel$ppage_band <- as.character(cut(panel$ppage, c(17, 34, 49, 64, 110),
                                     c("18 to 34", "35 to 49", "50 to 64", "65 or over")))
items <- c(paste0("Q8_", 1:9), paste0("Q3_", 1:6))
for (item in items) {
  answered <- !is.na(panel[[item]]) & panel[[item]] != -1
  # Codes 1 and 2 are a lot and some trust, strong and some agreement.
  panel[[paste0(item, "_positive")]] <- ifelse(answered, as.numeric(panel[[item]] <= 2), NA)
}
design <- svydesign(ids = ~1, weights = ~weight, data = panel)
results <- list()
for (item in items) {
  positive <- paste0(item, "_positive")
  for (by in c("everyone", "race", "educ", "income_cat", "ppage_band", "gender")) {
    for (group in sort(unique(panel[[by]]))) {
      # Degrees of freedom are those of who answered in the group (decisions/0011).
      domain <- design[which(panel[[by]] == group & !is.na(panel[[positive]])), ]
      share <- svymean(as.formula(paste0("~", positive)), domain)
      interval <- attr(svyciprop(as.formula(paste0("~", positive)), domain, method = "logit",
                                 df = degf(domain)), "ci")
      results[[paste(item, by, group, sep = "|")]] <-
        c(coef(share), SE(share), interval, degf(domain), nrow(domain))
    }
  }
}
write_json(results)
