// SPDX-License-Identifier: Apache-2.0
#include "office/office_correction.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/unit.hpp"
#include "base/utf8.hpp"
#include "pack/time.hpp"
#include "pack/words.hpp"

namespace kc::office {
namespace {

constexpr std::size_t kValueBytesMax = 4'000;
constexpr std::size_t kOwnersMax = 50;

Diagnostic refused(std::string zh, std::string en, std::string hint_zh, std::string hint_en) {
    return Diagnostic{"E-correction", {}, std::move(zh), std::move(en)}.hint(std::move(hint_zh),
                                                                             std::move(hint_en));
}

Diagnostic unknown_field(std::string_view field) {
    return refused(fmt::format("没有可以改的字段“{}”", base::shortened(field)),
                   fmt::format("'{}' is no field that can be corrected", base::shortened(field)),
                   "见接口说明", "see the interface's description");
}

template <pack::Worded E>
Result<void> set_word(const std::string& value, std::string& to) {
    if (pack::from_word<E>(value)) {
        to = value;
        return {};
    }
    std::string words;
    for (const std::string_view word : pack::kWords<E>)
        words.append(words.empty() ? "" : ", ").append(word);
    return unexpected(refused(fmt::format("没有“{}”", base::shortened(value)),
                              fmt::format("'{}' is none of the words", base::shortened(value)),
                              "可用：" + words, "one of: " + words));
}

Result<void> set_number(const std::string& value, base::Decimal& to) {
    auto number = base::Decimal::parse(value);
    if (!number) return unexpected(number.error());
    to = *number;
    return {};
}

Result<void> set_target(const std::string& field, const std::optional<std::string>& given,
                        const pack::Lookup& catalog, plan::Target& target) {
    const std::string value = given.value_or("");
    if (field == "metric" || field == "hedge" || field == "scope") {
        (field == "metric"  ? target.metric
         : field == "hedge" ? target.hedge
                            : target.scope) = value;
        return {};
    }
    if (field == "indicator") {
        if (!value.empty() && catalog.indicator(value) == nullptr)
            return unexpected(
                refused(fmt::format("没有指标“{}”", base::shortened(value)),
                        fmt::format("there is no indicator '{}'", base::shortened(value)),
                        "在指标目录里选", "choose one from the indicators"));
        target.indicator = value;
        return {};
    }
    if (field == "kind") return set_word<pack::QuantityKind>(value, target.kind);
    if (field == "bound") return set_word<pack::Bound>(value, target.bound);
    if (field == "level") return set_word<pack::Level>(value, target.level);
    if (field == "value") return set_number(value, target.value);
    if (field == "value_high") {
        if (!given || value.empty()) {
            target.value_high.reset();
            return {};
        }
        base::Decimal high;
        if (auto set = set_number(value, high); !set) return set;
        target.value_high = high;
        return {};
    }
    if (field == "unit") {
        auto unit = base::Unit::parse(value);
        if (!unit) return unexpected(unit.error());
        target.unit = value;
        return {};
    }
    if (field == "horizon") {
        if (auto time = pack::Time::parse(value); !time) return unexpected(time.error());
        target.horizon = value;
        return {};
    }
    return unexpected(unknown_field(field));
}

Result<void> set_task(const std::string& field, const std::string& value, plan::Task& task) {
    if (field == "number")
        task.number = value;
    else if (field == "title")
        task.title = value;
    else if (field == "text")
        task.text = value;
    else if (field == "due")
        task.due = value;
    else if (field == "owners") {
        task.owners.clear();
        std::string_view rest = value;
        while (!rest.empty() && task.owners.size() < kOwnersMax) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (end > 0) task.owners.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    } else {
        return unexpected(unknown_field(field));
    }
    return {};
}

Result<void> set_document(const std::string& field, const std::string& value, Draft& draft) {
    if (field == "title") {
        draft.file.plan.title = draft.head.title = value;
        return {};
    }
    if (field == "issuer") {
        draft.file.plan.issuer = draft.head.issuer = value;
        return {};
    }
    if (field != "year") return unexpected(unknown_field(field));
    std::int32_t year = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), year);
    if (read.ec != std::errc() || read.ptr != value.data() + value.size() || year < 1949 ||
        year > 2999)
        return unexpected(refused(fmt::format("“{}”不是年份", base::shortened(value)),
                                  fmt::format("'{}' is not a year", base::shortened(value)),
                                  "写四位年份，如 2024", "write four digits, as 2024"));
    draft.file.plan.year = year;
    draft.head.year = year;
    return {};
}

void note(std::vector<std::string>& fields, const std::string& field) {
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
}

}  // namespace

Result<void> apply_correction(const Correction& one, const pack::Lookup& catalog, Draft& draft) {
    const std::string value = one.value.value_or("");
    if (value.size() > kValueBytesMax || !base::is_valid_utf8(value))
        return unexpected(refused("内容太长或不是文字", "the value is too long or no text",
                                  "写短一些", "make it shorter"));
    if (one.subject == "document") return set_document(one.field, value, draft);
    const bool is_target = one.subject == "target";
    const std::size_t rows =
        is_target ? draft.file.plan.targets.size() : draft.file.plan.tasks.size();
    if ((!is_target && one.subject != "task") || one.row < 1 ||
        static_cast<std::size_t>(one.row) > rows)
        return unexpected(refused(fmt::format("没有第{}行", one.row),
                                  fmt::format("there is no row {}", one.row), "行号见读取结果",
                                  "rows are numbered in the draft"));
    const auto row = static_cast<std::size_t>(one.row - 1);
    if (one.field == "removed") {
        (is_target ? draft.target_removed : draft.task_removed)[row] = value == "1";
        return {};
    }
    auto set = is_target ? set_target(one.field, one.value, catalog, draft.file.plan.targets[row])
                         : set_task(one.field, value, draft.file.plan.tasks[row]);
    if (!set) return set;
    note(is_target ? draft.target_corrections[row] : draft.task_corrections[row], one.field);
    return {};
}

}  // namespace kc::office
