// SPDX-License-Identifier: Apache-2.0
#include "store/content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kc::store {
namespace {

Diagnostic too_large() {
    return Diagnostic{"E-content-size",
                      {},
                      fmt::format("文件超过 {} MB", kMaxContentBytes >> 20U),
                      fmt::format("the file is larger than {} MB", kMaxContentBytes >> 20U)}
        .hint("压缩后再传，或拆成几个文件", "compress it or split it into several files");
}

Diagnostic damaged(const Hash& digest) {
    return Diagnostic{"E-content-damaged",
                      {},
                      "保存的文件已损坏，与登记的校验码不符：" + to_hex(digest),
                      "a kept file is damaged: it no longer has its digest " + to_hex(digest)}
        .hint("从备份恢复", "restore it from a backup");
}

std::string_view text_of(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Parts in order, each handed to `use`; the length that was registered, or nothing.
template <typename Use>
Result<std::optional<std::int64_t>> for_each_part(Connection& connection, const Hash& digest,
                                                  Use use) {
    auto known = connection.query("SELECT bytes FROM content WHERE sha256 = $1", {digest});
    if (!known) return unexpected(std::move(known.error()));
    auto there = known->next();
    if (!there) return unexpected(std::move(there.error()));
    if (!*there) return std::optional<std::int64_t>();
    const auto registered = known->get<std::int64_t>(0);
    auto rows = connection.query(
        "SELECT part, bytes FROM content_part WHERE sha256 = $1 ORDER BY part", {digest});
    if (!rows) return unexpected(std::move(rows.error()));
    auto more = rows->next();
    for (; more && *more; more = rows->next()) use(text_of(rows->get<Bytes>(1)));
    if (!more) return unexpected(std::move(more.error()));
    return std::optional(registered);
}

// Holds one part at a time, whatever the size of the files.
class FileVerifier {
public:
    explicit FileVerifier(Findings& findings) : findings_(&findings) {}

    void begin(const Hash& digest, std::int64_t registered) {
        if (is_open_ && digest == digest_) return;
        finish();
        digest_ = digest;
        registered_ = registered;
        read_ = 0;
        next_part_ = 0;
        is_open_ = true;
        is_in_order_ = true;
    }

    void add(std::int64_t part, Bytes bytes) {
        is_in_order_ = is_in_order_ && part == next_part_++;
        read_ += static_cast<std::int64_t>(bytes.size());
        running_.update(bytes);
    }

    void finish() {
        if (!is_open_) return;
        const Hash found = running_.finish();
        if (!is_in_order_ || read_ != registered_ || found != digest_)
            findings_->add(Finding::Kind::content_altered, to_hex(digest_));
        is_open_ = false;
    }

private:
    Findings* findings_;
    Sha256 running_;
    Hash digest_ = {};
    std::int64_t registered_ = 0;
    std::int64_t read_ = 0;
    std::int64_t next_part_ = 0;
    bool is_open_ = false;
    bool is_in_order_ = true;
};

constexpr std::string_view kNoDigest = "sha256";

Result<void> verify_files(Connection& connection, Findings& findings) {
    // A file without bytes has no part.
    auto rows = connection.scan(
        "SELECT c.sha256, c.bytes, p.part, p.bytes FROM content c "
        "LEFT JOIN content_part p ON p.sha256 = c.sha256 ORDER BY c.sha256, p.part");
    if (!rows) return unexpected(std::move(rows.error()));
    FileVerifier file(findings);
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        const auto digest = hash_of_bytes(rows->get<Bytes>(0));
        if (!digest) {
            findings.add(Finding::Kind::content_altered, kNoDigest);
            continue;
        }
        file.begin(*digest, rows->get<std::int64_t>(1));
        if (const auto part = rows->get<std::optional<std::int64_t>>(2))
            file.add(*part, rows->get<Bytes>(3));
    }
    if (!more) return unexpected(std::move(more.error()));
    file.finish();
    return {};
}

// Parts of no file.
Result<void> verify_strays(Connection& connection, Findings& findings) {
    auto rows = connection.query(
        "SELECT DISTINCT p.sha256 FROM content_part p LEFT JOIN content c ON c.sha256 = p.sha256 "
        "WHERE c.sha256 IS NULL ORDER BY p.sha256");
    if (!rows) return unexpected(std::move(rows.error()));
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        const auto digest = hash_of_bytes(rows->get<Bytes>(0));
        findings.add(Finding::Kind::content_altered,
                     digest ? to_hex(*digest) : std::string(kNoDigest));
    }
    if (!more) return unexpected(std::move(more.error()));
    return {};
}

}  // namespace

Result<Hash> keep_content(Transaction& transaction, std::string_view bytes) {
    if (bytes.size() > kMaxContentBytes) return unexpected(too_large());
    const Hash digest = sha256(bytes);
    {
        auto known = transaction.query("SELECT 1 FROM content WHERE sha256 = $1", {digest});
        if (!known) return unexpected(std::move(known.error()));
        auto there = known->next();
        if (!there) return unexpected(std::move(there.error()));
        if (*there) return digest;
    }
    auto kept = transaction.execute("INSERT INTO content (sha256, bytes) VALUES ($1, $2)",
                                    {digest, static_cast<std::int64_t>(bytes.size())});
    if (!kept) return unexpected(std::move(kept.error()));
    std::int64_t part = 0;
    for (std::size_t at = 0; at < bytes.size(); at += kContentPartBytes, ++part) {
        auto added = transaction.execute(
            "INSERT INTO content_part (sha256, part, bytes) VALUES ($1, $2, $3)",
            {digest, part, bytes_of(bytes.substr(at, kContentPartBytes))});
        if (!added) return unexpected(std::move(added.error()));
    }
    return digest;
}

Result<std::optional<std::string>> read_content(Connection& connection, const Hash& digest) {
    std::string bytes;
    auto registered =
        for_each_part(connection, digest, [&](std::string_view part) { bytes.append(part); });
    if (!registered) return unexpected(std::move(registered.error()));
    if (!*registered) return std::optional<std::string>();
    if (sha256(bytes) != digest) return unexpected(damaged(digest));
    return std::optional(std::move(bytes));
}

Result<void> verify_content(Connection& connection, Findings& findings) {
    if (Result<void> read = verify_files(connection, findings); !read) return read;
    return verify_strays(connection, findings);
}

}  // namespace kc::store
