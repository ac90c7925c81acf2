// SPDX-License-Identifier: Apache-2.0
// Goal: what the reader finds in the corpus of tests/plan/corpus stays as good as it was.
// Method: every text is read and its rows are matched with the gold rows beside it. A row is found
// when a target with the same value (and upper value) covers the numeral the gold row names; each
// target can be matched once. The floors are a little below the last measured figures, which
// docs/benchmarks.md keeps; a change that lowers a figure has to say why.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "plan/reader.hpp"

namespace kc::plan {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

struct GoldRow {
    Span numeral;
    base::Decimal value;
    std::optional<base::Decimal> high;
    std::string kind;
    std::string bound;
};

struct Score {
    std::size_t texts = 0;
    std::size_t gold = 0;
    std::size_t read = 0;
    std::size_t found = 0;
    std::size_t kind = 0;
    std::size_t bound = 0;
    std::size_t empty_texts = 0;
    std::size_t rows_in_empty_texts = 0;

    double recall() const { return static_cast<double>(found) / static_cast<double>(gold); }
    double precision() const { return static_cast<double>(found) / static_cast<double>(read); }
};

base::Decimal decimal(const json::value& value) {
    return base::Decimal::parse(value.is_double() ? fmt::format("{}", value.get_double())
                                                  : json::serialize(value))
        .value();
}

// The place of a gold numeral: its first occurrence in the n-th occurrence of the row's text.
Span place_of(const std::u32string& text, const json::object& row) {
    const std::u32string words = base::decode_utf8(row.at("text").as_string());
    const std::u32string numeral = base::decode_utf8(row.at("numeral").as_string());
    const std::int64_t occurrence =
        row.contains("occurrence") ? row.at("occurrence").as_int64() : 1;
    std::size_t at = std::u32string::npos;
    for (std::int64_t n = 0; n < occurrence; ++n) {
        at = text.find(words, at == std::u32string::npos ? 0 : at + 1);
    }
    EXPECT_NE(at, std::u32string::npos) << row.at("text").as_string();
    const std::size_t begin = at + words.find(numeral);
    return {static_cast<std::int32_t>(begin), static_cast<std::int32_t>(begin + numeral.size())};
}

std::vector<GoldRow> gold_rows(const std::u32string& text, const json::object& gold) {
    std::vector<GoldRow> rows;
    for (const json::value& value : gold.at("targets").as_array()) {
        const json::object& row = value.as_object();
        GoldRow one;
        one.numeral = place_of(text, row);
        one.value = decimal(row.at("value"));
        const json::value* high = row.if_contains("value_high");
        if (high != nullptr && !high->is_null()) one.high = decimal(*high);
        one.kind = row.at("kind").as_string();
        one.bound = row.at("bound").as_string();
        rows.push_back(std::move(one));
    }
    return rows;
}

void add_text(Score& score, const fs::path& gold_path) {
    const std::string bytes = read_file(fs::path(gold_path).replace_extension(".txt"));
    const json::value parsed = json::parse(read_file(gold_path));
    const std::vector<GoldRow> gold = gold_rows(base::decode_utf8(bytes), parsed.as_object());
    const PlanDocument plan = read_plan(bytes, Vocabulary{});
    std::vector<bool> used(plan.targets.size(), false);
    for (const GoldRow& row : gold) {
        for (std::size_t i = 0; i < plan.targets.size(); ++i) {
            const Target& target = plan.targets[i];
            const bool covers =
                target.span.start < row.numeral.end && row.numeral.start < target.span.end;
            if (used[i] || !covers || target.value != row.value || target.value_high != row.high) {
                continue;
            }
            used[i] = true;
            ++score.found;
            score.kind += target.kind == row.kind ? 1 : 0;
            score.bound += target.bound == row.bound ? 1 : 0;
            break;
        }
    }
    ++score.texts;
    score.gold += gold.size();
    score.read += plan.targets.size();
    if (gold.empty()) {
        ++score.empty_texts;
        score.rows_in_empty_texts += plan.targets.size();
    }
}

Score score_of(const std::string& part) {
    Score score;
    std::vector<fs::path> paths;
    for (const auto& entry :
         fs::directory_iterator(fs::path(KC_SOURCE_DIR) / "tests/plan/corpus" / part)) {
        if (entry.path().extension() == ".json") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) add_text(score, path);
    fmt::print(
        "{}: {} texts, {} gold rows, recall {:.3f}, precision {:.3f}, kind {:.3f}, bound {:.3f}, "
        "{} rows in {} texts without targets\n",
        part, score.texts, score.gold, score.recall(), score.precision(),
        static_cast<double>(score.kind) / static_cast<double>(score.found),
        static_cast<double>(score.bound) / static_cast<double>(score.found),
        score.rows_in_empty_texts, score.empty_texts);
    return score;
}

TEST(Corpus, TextsTheRulesWereWrittenWith) {
    const Score score = score_of("dev");
    EXPECT_GE(score.texts, 60U);
    EXPECT_GE(score.recall(), 0.94);
    EXPECT_GE(score.precision(), 0.97);
    EXPECT_LE(score.rows_in_empty_texts, 2U);
}

TEST(Corpus, TextsTheRulesWereNotWrittenWith) {
    const Score score = score_of("held");
    EXPECT_GE(score.texts, 30U);
    EXPECT_GE(score.recall(), 0.84);
    EXPECT_GE(score.precision(), 0.95);
}

TEST(Corpus, TextsKeptForTheLastMeasure) {
    const Score score = score_of("blind");
    EXPECT_GE(score.texts, 26U);
    EXPECT_GE(score.recall(), 0.96);
    EXPECT_GE(score.precision(), 0.95);
    EXPECT_LE(score.rows_in_empty_texts, 1U);
}

}  // namespace
}  // namespace kc::plan
