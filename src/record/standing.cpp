// SPDX-License-Identifier: Apache-2.0
#include "record/standing.hpp"

#include <fmt/format.h>

#include <utility>

namespace kc::record {
namespace {

using pack::CountedState;

// What counts before anybody approved it; then only as the newest version.
std::string_view counted_unapproved(CountedState from) {
    return from == CountedState::submitted ? "('submitted', 'signed', 'checked')"
                                           : std::string_view();
}

// Puts conditions into a text, each for one {}; their values in the same order.
class Text {
public:
    Text& add(std::string_view sql) {
        out_.sql += sql;
        return *this;
    }
    Text& add(const store::Condition& part) {
        out_.sql += part.sql;
        out_.values.insert(out_.values.end(), part.values.begin(), part.values.end());
        return *this;
    }
    store::Condition take() { return std::move(out_); }

private:
    store::Condition out_;
};

}  // namespace

std::string_view counted_states(CountedState from) {
    switch (from) {
        case CountedState::submitted:
            return "('submitted', 'signed', 'checked', 'verified', 'published', 'closed')";
        case CountedState::verified: return "('verified', 'published', 'closed')";
        case CountedState::published: return "('published', 'closed')";
    }
    return "()";
}

std::string_view approved_states(CountedState from) {
    return from == CountedState::submitted ? counted_states(CountedState::verified)
                                           : counted_states(from);
}

Standing::Standing(const Registry& registry, CountedState from, std::string day,
                   std::vector<store::OwnedValue> day_values, std::int64_t known_at_us)
    : registry_(registry),
      from_(from),
      day_(std::move(day)),
      day_values_(std::move(day_values)),
      known_at_us_(known_at_us) {}

store::Condition Standing::covers(std::string_view alias) const {
    store::Condition condition{
        fmt::format("{0}.known_at_us <= ? AND ({0}.since IS NULL OR {0}.since <= {1}) AND "
                    "({0}.until IS NULL OR {0}.until >= {1})",
                    alias, day_),
        {known_at_us_}};
    for (int i = 0; i < 2; ++i) {
        condition.values.insert(condition.values.end(), day_values_.begin(), day_values_.end());
    }
    return condition;
}

store::Condition Standing::is_newest(std::string_view alias, std::string_view later) const {
    return Text()
        .add(fmt::format(
            "NOT EXISTS (SELECT 1 FROM {0} AS {2} WHERE {2}.id = {1}.id AND {2}.version > "
            "{1}.version AND ",
            registry_.history_table(), alias, later))
        .add(covers(later))
        .add(")")
        .take();
}

store::Condition Standing::counts() const {
    const std::string_view approved = approved_states(from_);
    const std::string_view unapproved = counted_unapproved(from_);
    Text text;
    text.add("(").add(covers("h"));
    text.add(fmt::format(" AND h.life <> 'merged' AND h.state IN {}", counted_states(from_)));
    // Ended by something newer that was approved, by being withdrawn or merged.
    text.add(
        fmt::format(" AND NOT EXISTS (SELECT 1 FROM {} AS later WHERE later.id = h.id AND "
                    "later.version > h.version AND (later.state IN {} OR later.state = "
                    "'withdrawn' OR later.life = 'merged'",
                    registry_.history_table(), approved));
    if (!unapproved.empty()) text.add(fmt::format(" OR h.state IN {}", unapproved));
    text.add(") AND ").add(covers("later")).add(")");
    if (!unapproved.empty()) {
        // Or by a correction that counts as it is, handed in again.
        text.add(
            fmt::format(" AND NOT EXISTS (SELECT 1 FROM {} AS handed WHERE handed.id = h.id "
                        "AND handed.version > h.version AND handed.state IN {} AND ",
                        registry_.history_table(), unapproved));
        text.add(covers("handed")).add(" AND ").add(is_newest("handed", "still")).add(")");
    }
    return text.add(")").take();
}

store::Condition Standing::is_there() const {
    Text text;
    text.add(
        fmt::format("(NOT EXISTS (SELECT 1 FROM {} AS newest WHERE newest.id = h.id AND "
                    "newest.version >= h.version AND newest.closed_on <= {} AND ",
                    registry_.history_table(), day_));
    text.add(store::Condition{"", day_values_});
    return text.add(covers("newest"))
        .add(" AND ")
        .add(is_newest("newest", "still"))
        .add("))")
        .take();
}

store::Condition Standing::is_newest_uncounted() const {
    return Text()
        .add("(")
        .add(covers("h"))
        .add(fmt::format(" AND (h.life = 'merged' OR h.state NOT IN {}) AND ",
                         counted_states(from_)))
        .add(is_newest("h", "later"))
        .add(")")
        .take();
}

store::Condition Standing::correction_us() const {
    return Text()
        .add(fmt::format("(SELECT min(later.known_at_us) FROM {} AS later WHERE later.id = h.id "
                         "AND later.version > h.version AND ",
                         registry_.history_table()))
        .add(covers("later"))
        .add(")")
        .take();
}

store::Condition Standing::life() const {
    return Text()
        .add(fmt::format("(SELECT newest.life FROM {} AS newest WHERE newest.id = h.id AND ",
                         registry_.history_table()))
        .add(covers("newest"))
        .add(" ORDER BY newest.version DESC LIMIT 1)")
        .take();
}

store::Condition Standing::version_of(std::string_view id) const {
    const auto highest = [&](std::string_view alias) {
        return Text()
            .add(fmt::format("(SELECT max({1}.version) FROM {0} AS {1} WHERE {1}.id = {2} AND ",
                             registry_.history_table(), alias, id))
            .add(covers(alias))
            .take();
    };
    const std::string_view unapproved = counted_unapproved(from_);
    Text text;
    text.add("coalesce(").add(highest("p"));
    text.add(fmt::format(" AND (p.state IN {} OR p.state = 'withdrawn'", approved_states(from_)));
    if (!unapproved.empty()) {
        text.add(fmt::format(" OR (p.state IN {} AND ", unapproved));
        text.add(is_newest("p", "q")).add(")");
    }
    return text.add(")), ").add(highest("q")).add("))").take();
}

}  // namespace kc::record
