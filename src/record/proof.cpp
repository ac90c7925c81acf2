// SPDX-License-Identifier: Apache-2.0
#include "record/proof.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "record/json_line.hpp"
#include "store/byte_writer.hpp"

namespace kc::record {
namespace {

std::string_view text_of(const store::Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// 62 bits, so that it is positive everywhere.
std::int64_t work_of(std::string_view seed) {
    store::ByteWriter bytes;
    bytes.text("kc.record.work.number.1");
    bytes.text(seed);
    const store::Hash hash = store::sha256(bytes.bytes());
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number << 8U | hash[static_cast<std::size_t>(i)];
    return static_cast<std::int64_t>(number >> 2U);
}

std::optional<std::int64_t> number_after(std::string_view text, std::string_view key) {
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos) return std::nullopt;
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at + key.size(), end, number);
    return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

}  // namespace

store::Hash hash_of_rows(const std::vector<ProvedRow>& rows) {
    store::Sha256 hash;
    store::ByteWriter bytes;
    for (const ProvedRow& row : rows) {
        bytes.clear();
        bytes.number(row.id);
        bytes.number(row.year);
        bytes.number(row.version);
        bytes.text(text_of(row.digest));
        hash.update(bytes.bytes());
    }
    return hash.finish();
}

store::Hash hash_of_work(std::int64_t work, const std::map<std::string, ProvedTable>& tables) {
    store::ByteWriter bytes;
    bytes.text("kc.record.work.1");
    bytes.number(work);
    for (const auto& [table, proved] : tables) {
        bytes.text(table);
        bytes.number(proved.rows);
        bytes.text(text_of(proved.hash));
    }
    return store::sha256(bytes.bytes());
}

Proof::Proof(std::string_view seed) : work_(work_of(seed)) {}

std::string Proof::text() const {
    std::int64_t versions = 0;
    std::map<std::string, ProvedTable> proved;
    for (const auto& [table, rows] : tables_) {
        std::vector<ProvedRow> sorted = rows;
        std::sort(sorted.begin(), sorted.end());
        proved[table] = {static_cast<std::int64_t>(sorted.size()), hash_of_rows(sorted)};
        versions += static_cast<std::int64_t>(sorted.size());
    }
    JsonLine json;
    json.begin_object().key("work").number(work_).key("versions").number(versions);
    json.key("digest").text(store::to_hex(hash_of_work(work_, proved))).end_object();
    return std::move(json).finish();
}

std::optional<ProofText> read_proof(std::string_view answer) {
    constexpr std::string_view kBegin = R"("proof":{"work":)";
    constexpr std::string_view kDigest = R"("digest":")";
    const std::size_t at = answer.find(kBegin);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view text = answer.substr(at);
    const auto work = number_after(text, kBegin);
    const auto versions = number_after(text, R"("versions":)");
    const std::size_t digest = text.find(kDigest);
    if (!work || !versions || digest == std::string_view::npos) return std::nullopt;
    const std::string_view rest = text.substr(digest + kDigest.size());
    return ProofText{*work, *versions, std::string(rest.substr(0, rest.find('"')))};
}

}  // namespace kc::record
