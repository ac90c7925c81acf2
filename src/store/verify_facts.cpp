// SPDX-License-Identifier: Apache-2.0
#include "store/verify_facts.hpp"

#include <algorithm>
#include <utility>

#include "store/fact_text.hpp"
#include "store/stored_rows.hpp"

namespace kc::store {
namespace {

// No fact was ever written with this; so a fact whose term is gone never hashes right.
constexpr std::string_view kNoText = "\n\n";

}  // namespace

Result<FactVerifier> FactVerifier::open(Connection& connection, Findings& findings) {
    Result<Rows> terms = connection.scan("SELECT id, text FROM term");
    if (!terms) return unexpected(std::move(terms.error()));
    std::unordered_map<std::int64_t, std::string> texts;
    Result<bool> more = terms->next();
    for (; more && *more; more = terms->next()) {
        texts.emplace(terms->get<std::int64_t>(0), terms->get<std::string>(1));
    }
    if (!more) return unexpected(std::move(more.error()));

    // From the table itself: an index may have been left as it was.
    Result<Rows> rows = connection.scan(kFactRows);
    if (!rows) return unexpected(std::move(rows.error()));
    FactVerifier verifier(std::move(*rows), findings);
    verifier.terms_ = std::move(texts);
    if (Result<void> first = verifier.advance(); !first) {
        return unexpected(std::move(first.error()));
    }
    return verifier;
}

Result<void> FactVerifier::advance() {
    Result<bool> more = rows_.next();
    if (!more) return unexpected(std::move(more.error()));
    current_.reset();
    if (*more) {
        current_ = stored_fact(rows_);
        ++count_;
    }
    return {};
}

std::string_view FactVerifier::text(std::int64_t term) const {
    const auto found = terms_.find(term);
    return found == terms_.end() ? kNoText : std::string_view(found->second);
}

Hash FactVerifier::hash_of_current() {
    write_bytes({.id = current_->id,
                 .indicator = text(current_->indicator),
                 .unit = text(current_->unit),
                 .period = text(current_->period),
                 .dimensions = text(current_->dimensions),
                 .coefficient = current_->coefficient,
                 .scale = current_->scale,
                 .status = current_->status,
                 .known_at_us = current_->known_at_us,
                 .source = text(current_->source),
                 .who = text(current_->who)},
                bytes_);
    hasher_.update(bytes_.bytes());
    return hasher_.finish();
}

Result<void> FactVerifier::report_added(std::optional<std::int64_t> end) {
    std::optional<std::pair<std::int64_t, std::int64_t>> run;
    while (current_ && (!end || current_->id < *end)) {
        const std::int64_t id = current_->id;
        if (run && run->second + 1 == id) {
            run->second = id;
        } else {
            if (run) findings_->add(Finding::Kind::fact_added, run->first, run->second);
            run = {id, id};
        }
        if (Result<void> next = advance(); !next) return next;
    }
    if (run) findings_->add(Finding::Kind::fact_added, run->first, run->second);
    return {};
}

Result<void> FactVerifier::check(const JournalEntry& entry, Bytes fact_checks) {
    if (entry.facts_count == 0) return {};
    if (Result<void> added = report_added(entry.facts_first); !added) return added;

    constexpr std::size_t kBytes = FactsWritten::kCheckBytes;
    const auto count = static_cast<std::size_t>(entry.facts_count);
    const bool has_checks = fact_checks.size() == count * kBytes;
    bool is_any_missing = false;
    std::vector<std::int64_t> altered;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t id = entry.facts_first + static_cast<std::int64_t>(i);
        if (!current_ || current_->id != id) {
            is_any_missing = true;
            findings_->add(Finding::Kind::fact_missing, id);
            continue;
        }
        const Hash hash = hash_of_current();
        digest_.update(hash);
        if (has_checks && !std::equal(hash.begin(), hash.begin() + kBytes,
                                      fact_checks.subspan(i * kBytes).begin())) {
            altered.push_back(id);
        }
        if (Result<void> next = advance(); !next) return next;
    }
    const Hash digest = digest_.finish();
    const bool is_right = std::equal(digest.begin(), digest.end(), entry.facts_digest.begin(),
                                     entry.facts_digest.end());
    if (is_right) {
        // The facts are as they were; it is the entry's list of checks that is not.
        if (!has_checks || !altered.empty()) {
            findings_->add(Finding::Kind::entry_altered, entry.sequence);
        }
        return {};
    }
    for (const std::int64_t id : altered) findings_->add(Finding::Kind::fact_altered, id);
    if (altered.empty() && !is_any_missing) {
        findings_->add(Finding::Kind::fact_altered, entry.facts_first,
                       entry.facts_first + entry.facts_count - 1);
    }
    return {};
}

Result<void> FactVerifier::finish() {
    return report_added(std::nullopt);
}

}  // namespace kc::store
