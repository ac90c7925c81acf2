// SPDX-License-Identifier: Apache-2.0
#include "store/error.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <string>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::store {
namespace {

constexpr std::size_t kMaxDetailCodePoints = 200;

struct Words {
    ErrorKind kind;
    std::string_view code;
    std::string_view zh;
    std::string_view en;
    std::string_view hint_zh;
    std::string_view hint_en;
};

constexpr std::array<Words, 10> kWords = {{
    {ErrorKind::constraint, "E-store-constraint", "数据不符合数据库的约束",
     "the row breaks a rule of the database", "核对填报内容", "check what was entered"},
    {ErrorKind::busy, "E-store-busy", "数据库正被占用", "the database is in use",
     "稍后重试；确认没有别的程序打开它", "try again; make sure no other program has it open"},
    {ErrorKind::full, "E-store-full", "磁盘已满，未保存；查询仍可使用",
     "the disk is full, nothing was saved; reading still works", "清理磁盘空间后用同一请求键重试",
     "free some space and repeat with the same request key"},
    {ErrorKind::io, "E-store-io", "读写磁盘出错", "the disk failed to read or write",
     "检查磁盘和文件权限，重启服务后用同一请求键重试",
     "check the disk and the file's permissions, restart, repeat with the same request key"},
    {ErrorKind::corrupt, "E-store-corrupt", "数据库文件已损坏，或者不是数据库",
     "the database file is damaged, or no database", "用备份恢复，并运行 kechuang audit verify",
     "restore a backup and run kechuang audit verify"},
    {ErrorKind::interrupted, "E-store-interrupted", "查询超时或被取消",
     "the query ran out of time or was cancelled", "缩小查询范围", "ask for less"},
    {ErrorKind::read_only, "E-store-readonly", "数据库是只读的", "the database is read-only",
     "检查文件和目录的写权限", "check the write permission of file and folder"},
    {ErrorKind::cannot_open, "E-store-open", "打不开数据库文件", "cannot open the database file",
     "检查路径和权限", "check the path and its permissions"},
    {ErrorKind::gone, "E-store-gone", "与数据库服务器的连接中断", "the database server is gone",
     "检查数据库服务器，稍后用同一请求键重试",
     "check the database server, then repeat with the same request key"},
    {ErrorKind::other, "E-store", "数据库出错", "the database failed", "查看日志", "see the log"},
}};

const Words& words_of(ErrorKind kind) {
    for (const Words& words : kWords) {
        if (words.kind == kind) return words;
    }
    KC_CHECK(false);  // a kind without words
}

ErrorKind kind_of_code(int code) {
    if (code == SQLITE_IOERR_NOMEM) return ErrorKind::other;
    if (code == SQLITE_IOERR_CORRUPTFS) return ErrorKind::corrupt;
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH: return ErrorKind::constraint;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL: return ErrorKind::busy;
        case SQLITE_FULL: return ErrorKind::full;
        case SQLITE_IOERR: return ErrorKind::io;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return ErrorKind::corrupt;
        case SQLITE_INTERRUPT: return ErrorKind::interrupted;
        case SQLITE_READONLY: return ErrorKind::read_only;
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH: return ErrorKind::cannot_open;
        default: return ErrorKind::other;
    }
}

struct StateKind {
    std::string_view prefix;
    ErrorKind kind;
};

// PostgreSQL 15 documentation, appendix A. The first row that fits counts.
constexpr std::array<StateKind, 24> kStates = {{
    {"22", ErrorKind::constraint},  // data that a column cannot hold
    {"23", ErrorKind::constraint},
    {"25006", ErrorKind::read_only},
    {"25", ErrorKind::other},
    {"28", ErrorKind::cannot_open},
    {"3D000", ErrorKind::cannot_open},  // no such database
    {"3F000", ErrorKind::cannot_open},  // no such schema
    {"40", ErrorKind::busy},            // serialization, deadlock: again
    {"42501", ErrorKind::read_only},    // not ours to change
    {"53100", ErrorKind::full},
    {"53200", ErrorKind::other},  // memory
    {"53300", ErrorKind::busy},   // connections
    {"53", ErrorKind::other},
    {"55006", ErrorKind::busy},
    {"55P03", ErrorKind::busy},
    {"57014", ErrorKind::interrupted},
    {"57P03", ErrorKind::busy},  // starting up or shutting down
    {"57P", ErrorKind::gone},
    {"08", ErrorKind::gone},
    {"58", ErrorKind::io},
    {"P0001", ErrorKind::constraint},
    {"XX001", ErrorKind::corrupt},
    {"XX002", ErrorKind::corrupt},
    {"", ErrorKind::other},
}};

ErrorKind kind_of_state(std::string_view state) {
    if (state.empty()) return ErrorKind::gone;
    for (const StateKind& row : kStates) {
        if (state.starts_with(row.prefix)) return row.kind;
    }
    KC_CHECK(false);  // the last row fits all
}

}  // namespace

std::optional<ErrorKind> kind_of(const Diagnostic& diagnostic) {
    for (const Words& words : kWords) {
        if (words.code == diagnostic.code) return words.kind;
    }
    return std::nullopt;
}

Diagnostic store_error(ErrorKind kind, std::string_view detail) {
    const Words& words = words_of(kind);
    const std::string quoted = base::shortened(detail, kMaxDetailCodePoints);
    return Diagnostic{std::string(words.code),
                      {},
                      fmt::format("{}：{}", words.zh, quoted),
                      fmt::format("{}: {}", words.en, quoted)}
        .hint(std::string(words.hint_zh), std::string(words.hint_en));
}

Diagnostic sqlite_error(int code, std::string_view detail) {
    return store_error(kind_of_code(code), fmt::format("{} [{}]", detail, code));
}

Diagnostic postgres_error(std::string_view sql_state, std::string_view detail) {
    while (!detail.empty() && detail.back() == '\n') detail.remove_suffix(1);
    return store_error(kind_of_state(sql_state), sql_state.empty()
                                                     ? std::string(detail)
                                                     : fmt::format("{} [{}]", detail, sql_state));
}

}  // namespace kc::store
