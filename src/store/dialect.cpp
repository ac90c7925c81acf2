// SPDX-License-Identifier: Apache-2.0
#include "store/dialect.hpp"

#include <fmt/format.h>

#include <cctype>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "store/error.hpp"

namespace kc::store {

// SQLite numbers rows of an INTEGER PRIMARY KEY by itself: the largest plus one. A sequence would
// leave gaps where a transaction was undone and would have to be set after a move.
const char* const kPostgresFunctions = R"sql(
CREATE FUNCTION kc_next_id(of_table text, of_column text) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $kc$
DECLARE number bigint;
BEGIN
    EXECUTE format('SELECT coalesce(max(%I), 0) + 1 FROM %I', of_column, of_table) INTO number;
    RETURN number;
END $kc$;
CREATE FUNCTION kc_refuse() RETURNS trigger LANGUAGE plpgsql AS $kc$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = '23000';
END $kc$;
)sql";

namespace {

struct Token {
    enum class Kind : std::uint8_t { word, text, blank, sign };
    Kind kind = Kind::sign;
    std::string_view words = {};
};
using Tokens = std::span<const Token>;

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '%';
}

// Where the token that begins at `at` ends.
std::size_t end_of(std::string_view sql, std::size_t at, Token::Kind& kind) {
    const char c = sql[at];
    const auto after = [&](std::string_view what, std::size_t from) {
        const std::size_t found = sql.find(what, from);
        return found == std::string_view::npos ? sql.size() : found + what.size();
    };
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
        kind = Token::Kind::blank;
        return at + 1;
    }
    if (sql.substr(at).starts_with("--")) {
        kind = Token::Kind::blank;
        return after("\n", at);
    }
    if (sql.substr(at).starts_with("/*")) {
        kind = Token::Kind::blank;
        return after("*/", at + 2);
    }
    if (c == '\'' || c == '"') {
        kind = c == '"' ? Token::Kind::word : Token::Kind::text;
        return after(sql.substr(at, 1), at + 1);  // a doubled quote is two tokens side by side
    }
    if (is_word_character(c)) {
        kind = Token::Kind::word;
        while (at < sql.size() && is_word_character(sql[at])) ++at;
        return at;
    }
    kind = Token::Kind::sign;
    return at + 1;
}

std::vector<Token> tokens_of(std::string_view sql) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < sql.size();) {
        Token token;
        const std::size_t end = end_of(sql, at, token.kind);
        token.words = sql.substr(at, end - at);
        tokens.push_back(token);
        at = end;
    }
    return tokens;
}

// Looks at tokens without blanks.
class Reader {
public:
    explicit Reader(Tokens tokens) : tokens_(tokens) { skip(); }

    [[nodiscard]] bool is_at_end() const { return at_ >= tokens_.size(); }
    [[nodiscard]] std::size_t position() const { return at_; }
    [[nodiscard]] std::string_view peek() const {
        return is_at_end() ? std::string_view() : tokens_[at_].words;
    }
    std::string_view take() {
        const std::string_view words = peek();
        ++at_;
        skip();
        return words;
    }
    bool take_if(std::string_view words) {
        if (peek() != words) return false;
        take();
        return true;
    }

private:
    void skip() {
        while (at_ < tokens_.size() && tokens_[at_].kind == Token::Kind::blank) ++at_;
    }

    Tokens tokens_;
    std::size_t at_ = 0;
};

std::string text_of(Tokens tokens) {
    std::string text;
    for (const Token& token : tokens) text += token.words;
    return text;
}

Diagnostic not_known(Tokens statement, std::string_view why) {
    return store_error(ErrorKind::other, fmt::format("not to be said to PostgreSQL ({}): {}", why,
                                                     base::shortened(text_of(statement))));
}

// Words of types and what follows them, within CREATE TABLE and ALTER TABLE.
std::string column_words(Tokens tokens, std::string_view table) {
    std::string out;
    std::string_view previous;
    std::string_view column;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.kind == Token::Kind::blank) {
            out += token.words;
            continue;
        }
        const bool is_in_cast = previous == "AS";
        if (token.words == "INTEGER") {
            column = previous;
            Reader next(tokens.subspan(i + 1));
            out += "BIGINT";
            if (next.take_if("PRIMARY") && next.take_if("KEY")) {
                next.take_if("AUTOINCREMENT");
                out += fmt::format(" PRIMARY KEY DEFAULT kc_next_id('{}', '{}')", table, column);
                i += next.position();
            }
        } else if (token.words == "BLOB") {
            out += "BYTEA";
        } else if (token.words == "TEXT" && !is_in_cast) {
            out += "TEXT COLLATE \"C\"";
        } else {
            out += token.words;
        }
        previous = token.words;
    }
    return out;
}

// What stands behind the columns: STRICT and WITHOUT ROWID mean nothing here.
bool is_only_storage(Tokens tokens) {
    for (Reader rest(tokens); !rest.is_at_end();) {
        const std::string_view word = rest.take();
        if (word != "STRICT" && word != "," && word != "WITHOUT" && word != "ROWID") return false;
    }
    return true;
}

Result<std::string> create_table(Tokens statement, std::string_view table) {
    int depth = 0;
    for (std::size_t i = 0; i < statement.size(); ++i) {
        if (statement[i].words == "(") ++depth;
        if (statement[i].words == ")" && --depth == 0) {
            if (!is_only_storage(statement.subspan(i + 1))) {
                return unexpected(not_known(statement, "after the columns"));
            }
            return column_words(statement.first(i + 1), table) + ";";
        }
    }
    return unexpected(not_known(statement, "no columns"));
}

// CREATE TRIGGER name BEFORE event [OF column] ON table [WHEN condition]
//     BEGIN SELECT RAISE(ABORT, 'why'); END
Result<std::string> create_trigger(Tokens statement) {
    Reader words(statement);
    words.take();
    words.take();
    const std::string_view name = words.take();
    const std::size_t begun = words.position();
    const bool is_delete = [&] {
        words.take_if("BEFORE");
        return words.peek() == "DELETE";
    }();
    while (!words.is_at_end() && words.peek() != "ON") words.take();
    words.take();
    const std::string_view table = words.take();
    const std::size_t named = words.position();
    while (!words.is_at_end() && words.peek() != "BEGIN") words.take();
    const std::string condition = text_of(statement.subspan(named, words.position() - named));
    const bool is_refusal = words.take_if("BEGIN") && words.take_if("SELECT") &&
                            words.take_if("RAISE") && words.take_if("(") &&
                            words.take_if("ABORT") && words.take_if(",");
    const std::string_view why = words.take();
    const bool has_ended = words.take_if(")") && words.take_if(";") && words.take_if("END");
    if (!is_refusal || !has_ended || !words.is_at_end()) {
        return unexpected(not_known(statement, "a trigger may only refuse"));
    }
    const std::string event = text_of(statement.subspan(begun, named - begun));
    std::string out = fmt::format("CREATE TRIGGER {} {}FOR EACH ROW ", name, event);
    if (condition.starts_with("WHEN")) out += fmt::format("WHEN ({}) ", condition.substr(4));
    out += fmt::format("EXECUTE FUNCTION kc_refuse({});", why);
    if (is_delete && condition.empty()) {
        out += fmt::format(
            "\nCREATE TRIGGER {0}_at_once BEFORE TRUNCATE ON {1} EXECUTE FUNCTION kc_refuse({2});",
            name, table, why);
    }
    return out;
}

Result<std::string> translated(Tokens statement) {
    Reader words(statement);
    const std::string_view verb = words.take();
    const std::string_view what = words.take();
    if (verb == "PRAGMA" || what == "VIRTUAL") return unexpected(not_known(statement, verb));
    if (verb == "CREATE" && what == "TRIGGER") return create_trigger(statement);
    if ((verb != "CREATE" && verb != "ALTER") || what != "TABLE") return text_of(statement) + ";";
    if (words.take_if("IF")) {
        words.take_if("NOT");
        words.take_if("EXISTS");
    }
    const std::string_view table = words.take();
    if (verb == "ALTER") return column_words(statement, table) + ";";
    return create_table(statement, table);
}

// The end of the statement that begins at `begin`: its semicolon, or the end of all.
std::size_t statement_end(Tokens tokens, std::size_t begin) {
    const bool is_trigger = [&] {
        Reader words(tokens.subspan(begin));
        return words.take_if("CREATE") && words.take_if("TRIGGER");
    }();
    bool is_inside = false;
    for (std::size_t i = begin; i < tokens.size(); ++i) {
        if (is_trigger && tokens[i].words == "BEGIN") is_inside = true;
        if (is_trigger && tokens[i].words == "END") is_inside = false;
        if (tokens[i].words == ";" && !is_inside) return i;
    }
    return tokens.size();
}

}  // namespace

bool is_postgres_address(std::string_view target) {
    return target.starts_with("postgresql://") || target.starts_with("postgres://");
}

std::string shown_target(const std::string& target) {
    if (!is_postgres_address(target)) return target;
    std::string shown = target;
    const std::size_t user = shown.find("://") + 3;
    const std::size_t host = shown.find('@', user);
    const std::size_t colon = shown.find(':', user);
    if (host != std::string::npos && colon < host) shown.erase(colon, host - colon);
    constexpr std::string_view kPassword = "password=";
    if (const std::size_t at = shown.find(kPassword); at != std::string::npos) {
        const std::size_t begin = at + kPassword.size();
        shown.erase(begin, std::min(shown.find('&', begin), shown.size()) - begin);
    }
    return shown;
}

Result<std::string> to_postgres(std::string_view sql) {
    std::size_t first = 0;
    while (first < sql.size() && std::isspace(static_cast<unsigned char>(sql[first])) != 0) ++first;
    const std::string_view verb = sql.substr(first);
    const bool makes_tables =
        verb.starts_with("CREATE ") || verb.starts_with("ALTER ") || verb.starts_with("PRAGMA ");
    // Its own language: the functions above.
    if (!makes_tables || verb.starts_with("CREATE FUNCTION")) return std::string(sql);
    const std::vector<Token> all = tokens_of(sql);
    const Tokens tokens(all);
    std::string out;
    for (std::size_t begin = 0; begin < tokens.size();) {
        const std::size_t end = statement_end(tokens, begin);
        const Tokens statement = tokens.subspan(begin, end - begin);
        begin = end + 1;
        if (Reader(statement).is_at_end()) continue;
        Result<std::string> one = translated(statement);
        if (!one) return one;
        out += *one + "\n";
    }
    return out;
}

}  // namespace kc::store
