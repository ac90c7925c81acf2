// SPDX-License-Identifier: Apache-2.0
#include "record/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "record/limits.hpp"
#include "record/messages.hpp"
#include "record/row_texts.hpp"
#include "record/rows.hpp"
#include "record/text_key.hpp"

namespace kc::record {

Result<Search> Search::of(std::string_view words, bool personal) {
    if (words.size() > kMaxSearchBytes) {
        return unexpected(not_so("E-record-search", "搜索词太长", "the search is too long",
                                 "少写几个字", "write less"));
    }
    Search search;
    search.personal_ = personal;
    std::string word;
    const auto add = [&] {
        std::string key = search_text(word);
        word.clear();
        if (!key.empty() && search.keys_.size() < kMaxSearchWords)
            search.keys_.push_back(std::move(key));
    };
    for (const char32_t c : base::decode_utf8(words)) {
        // Blanks of every width part words.
        if (c == U' ' || c == U'\u3000' || c == U'\t' || c == U'\n') {
            add();
        } else {
            base::append_utf8(word, c);
        }
    }
    add();
    return search;
}

store::Condition Search::condition() const {
    store::Condition all = store::always();
    for (const std::string& key : keys_) {
        store::Condition one{"search LIKE ? ESCAPE '\\'", {anywhere(key)}};
        if (personal_) {
            one = store::either(std::move(one),
                                {"search_personal LIKE ? ESCAPE '\\'", {anywhere(key)}});
        }
        all = store::both(std::move(all), std::move(one));
    }
    return all;
}

bool Search::matches(std::string_view search, std::string_view search_personal) const {
    return std::all_of(keys_.begin(), keys_.end(), [&](const std::string& key) {
        return search.find(key) != std::string_view::npos ||
               (personal_ && search_personal.find(key) != std::string_view::npos);
    });
}

// Few records were ever renamed, so their histories are read beforehand.
Result<PastSearch> PastSearch::of(store::Connection& connection, const Registry& registry,
                                  Search search, std::int64_t known_at_us) {
    PastSearch past(registry, std::move(search));
    std::vector<RecordId> ids;
    auto read = for_each_row(
        connection.query(fmt::format("SELECT DISTINCT id FROM {} WHERE change = $1 AND "
                                     "known_at_us <= $2",
                                     registry.history_table()),
                         {change::kRename, known_at_us}),
        [&](store::Rows& rows) { ids.push_back(rows.get<std::int64_t>(0)); });
    if (!read) return unexpected(std::move(read.error()));
    for (const RecordId id : ids) {
        auto versions = read_versions(connection, registry, id, known_at_us);
        if (!versions) return unexpected(std::move(versions.error()));
        past.renamed_.emplace(id, std::move(*versions));
    }
    return past;
}

bool PastSearch::matches(const Record& record) const {
    const auto renamed = renamed_.find(record.id);
    const RowTexts texts = texts_of(
        *registry_, record,
        renamed == renamed_.end() ? std::string() : former_names(renamed->second, record.version),
        0);
    return search_.matches(texts.search, texts.search_personal);
}

}  // namespace kc::record
