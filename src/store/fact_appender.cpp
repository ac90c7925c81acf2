// SPDX-License-Identifier: Apache-2.0
#include "store/fact_appender.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/check.hpp"

namespace kc::store {
namespace {

Diagnostic too_many_facts() {
    return Diagnostic{
        "E-fact-count",
        {},
        fmt::format("一次最多写入{}条数据", FactAppender::kMaxFactsPerCommand),
        fmt::format("at most {} figures can be written at once", FactAppender::kMaxFactsPerCommand)}
        .hint("分成几次导入", "import in several parts");
}

}  // namespace

void FactAppender::begin_batch() {
    next_id_ = 0;
}

void FactAppender::begin_command() {
    written_ = {};
}

Result<void> FactAppender::ready() {
    if (!insert_) {
        Result<Statement> prepared = connection_->prepare(
            "INSERT INTO fact (id, indicator, unit, period, dimensions, coefficient, scale, "
            "status, "
            "known_at_us, source, who) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
        if (!prepared) return unexpected(std::move(prepared.error()));
        insert_.emplace(std::move(*prepared));
    }
    if (next_id_ == 0) {
        Result<std::int64_t> last =
            connection_->query_number("SELECT coalesce(max(id), 0) FROM fact");
        if (!last) return unexpected(std::move(last.error()));
        next_id_ = *last + 1;
    }
    if (written_.count == 0) written_.first = next_id_;
    return {};
}

Result<std::int64_t> FactAppender::id_of(ColumnName name, std::string_view text) {
    Column& column = columns_[name];
    if (column.id != 0 && column.text == text) return column.id;
    Result<std::int64_t> id = terms_.id_of(*connection_, text);
    if (!id) return id;
    column.text = text;
    column.id = *id;
    return id;
}

Result<std::int64_t> FactAppender::append(const Fact& fact, std::int64_t known_at_us) {
    if (written_.count >= kMaxFactsPerCommand) return unexpected(too_many_facts());
    if (Result<void> ok = check_fact(fact); !ok) return unexpected(std::move(ok.error()));
    if (Result<void> ok = ready(); !ok) return unexpected(std::move(ok.error()));

    if (last_period_ != fact.period) {
        if (auto id = id_of(period, to_string(fact.period)); !id) return id;
        last_period_ = fact.period;
    }
    if (columns_[dimensions].id == 0 || last_dimensions_ != fact.dimensions) {
        if (auto id = id_of(dimensions, to_text(fact.dimensions)); !id) return id;
        last_dimensions_ = fact.dimensions;
    }
    if (auto id = id_of(indicator, fact.indicator); !id) return id;
    if (auto id = id_of(unit, fact.unit); !id) return id;
    if (auto id = id_of(source, fact.source); !id) return id;
    if (auto id = id_of(who, fact.who); !id) return id;

    const std::int64_t id = next_id_;
    Result<void> added =
        insert_->send({id, columns_[indicator].id, columns_[unit].id, columns_[period].id,
                       columns_[dimensions].id, fact.value.coefficient(), fact.value.scale(),
                       static_cast<std::int64_t>(fact.status), known_at_us, columns_[source].id,
                       columns_[who].id});
    if (!added) return unexpected(std::move(added.error()));

    write_bytes({.id = id,
                 .indicator = columns_[indicator].text,
                 .unit = columns_[unit].text,
                 .period = columns_[period].text,
                 .dimensions = columns_[dimensions].text,
                 .coefficient = fact.value.coefficient(),
                 .scale = fact.value.scale(),
                 .status = static_cast<std::int64_t>(fact.status),
                 .known_at_us = known_at_us,
                 .source = columns_[source].text,
                 .who = columns_[who].text},
                bytes_);
    row_hasher_.update(bytes_.bytes());
    const Hash hash = row_hasher_.finish();
    digest_.update(hash);
    written_.checks.insert(written_.checks.end(), hash.begin(),
                           hash.begin() + FactsWritten::kCheckBytes);
    ++written_.count;
    ++next_id_;
    return id;
}

FactsWritten FactAppender::finish_command() {
    const Hash digest = digest_.finish();  // also makes it ready for the next command
    if (written_.count == 0) {
        written_.first = 0;
        return std::move(written_);
    }
    written_.digest.assign(digest.begin(), digest.end());
    return std::move(written_);
}

void FactAppender::forget_columns() {
    columns_ = {};
    last_period_.reset();
    last_dimensions_.clear();
}

void FactAppender::command_undone() {
    next_id_ = 0;
    digest_.finish();
    terms_.forget_unsure();
    forget_columns();
}

void FactAppender::batch_undone() {
    next_id_ = 0;
    digest_.finish();
    terms_.forget_all();
    forget_columns();
}

}  // namespace kc::store
