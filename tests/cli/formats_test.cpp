// SPDX-License-Identifier: Apache-2.0
// Goal: what a plan says does not depend on the kind of file it comes in. Method: one plan is
// written in every format and encoding on the fly; each must give the same targets and tasks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>

#include <boost/json.hpp>
#include <functional>
#include <sstream>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/pdf_sample.hpp"
#include "exchange/zip_sample.hpp"
#include "program.hpp"

namespace kc::cli_test {
namespace {

namespace json = boost::json;

std::string plan() {
    return read_file(KC_SOURCE_DIR "/tests/cli/plans/mingchuan-2024.txt");
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string in_encoding(const char* encoding, std::string text) {
    const iconv_t converter = ::iconv_open(encoding, "UTF-8");
    KC_CHECK(converter != reinterpret_cast<iconv_t>(-1));  // NOLINT: what POSIX says
    std::string out(text.size() * 4, '\0');
    char* from = text.data();
    char* to = out.data();
    std::size_t from_left = text.size();
    std::size_t to_left = out.size();
    KC_CHECK(::iconv(converter, &from, &from_left, &to, &to_left) != static_cast<std::size_t>(-1));
    ::iconv_close(converter);
    out.resize(out.size() - to_left);
    return out;
}

std::string as_html(const std::string& text) {
    std::string page =
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>页面</title></head><body>";
    for (const std::string& line : lines_of(text)) page += "<p>" + line + "</p>\n";
    return page + "</body></html>";
}

std::string as_docx(const std::string& text) {
    std::string body;
    for (const std::string& line : lines_of(text)) {
        body += "<w:p><w:r><w:t>" + line + "</w:t></w:r></w:p>";
    }
    return exchange::make_docx(body);
}

// On pages of 38 characters a line, so that sentences are broken.
std::string as_pdf(const std::string& text) {
    constexpr std::size_t kLineLength = 38;
    constexpr double kLineHeight = 20;
    std::vector<exchange::PdfText> page;
    for (const std::string& line : lines_of(text)) {
        const std::u32string points = base::decode_utf8(line);
        for (std::size_t at = 0; at < points.size(); at += kLineLength) {
            const double from_top = 72 + kLineHeight * static_cast<double>(page.size());
            page.push_back({72, from_top, base::encode_utf8(points.substr(at, kLineLength))});
        }
    }
    return exchange::make_pdf({page});
}

// The rows without their places: "高新技术企业 >= 300 家 cn.htfirm.valid_count".
std::string rows_of(const Outcome& outcome) {
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const json::value parsed = json::parse(outcome.out);
    const json::object& document = parsed.as_array()[0].as_object();
    std::ostringstream rows;
    rows << document.at("title") << document.at("year") << document.at("issuer") << '\n';
    for (const json::value& value : document.at("targets").as_array()) {
        const json::object& row = value.as_object();
        for (const char* key : {"metric", "bound", "value", "unit", "indicator"}) {
            rows << row.at(key) << ' ';
        }
        rows << '\n';
    }
    for (const json::value& value : document.at("tasks").as_array()) {
        const json::object& task = value.as_object();
        rows << task.at("number") << task.at("title") << task.at("owners") << task.at("due")
             << '\n';
    }
    return rows.str();
}

struct Format {
    const char* file;
    std::function<std::string(const std::string&)> make;
};

void PrintTo(const Format& format, std::ostream* out) {
    *out << format.file;
}

class Formats : public testing::TestWithParam<Format> {};

TEST_P(Formats, SayTheSame) {
    const TestFolder folder;
    const std::string file = folder / GetParam().file;
    write_file(file, GetParam().make(plan()));
    const std::string expected = rows_of(run({"read", "plans/mingchuan-2024.txt", "--json"}));
    EXPECT_EQ(rows_of(run({"read", file, "--json"})), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Each, Formats,
    testing::Values(
        Format{"plan.html", as_html}, Format{"plan.docx", as_docx}, Format{"plan.pdf", as_pdf},
        Format{"plan.md", [](const std::string& text) { return text; }},
        Format{"bom.txt", [](const std::string& text) { return "\xEF\xBB\xBF" + text; }},
        Format{"gb18030.txt", [](const std::string& text) { return in_encoding("GB18030", text); }},
        Format{"utf16.txt", [](const std::string& text) { return in_encoding("UTF-16", text); }},
        Format{"utf16be.txt",
               [](const std::string& text) { return in_encoding("UTF-16BE", text); }},
        Format{"crlf.txt", [](const std::string& text) {
                   std::string out;
                   for (const std::string& line : lines_of(text)) out += line + "\r\n";
                   return out;
               }}));

}  // namespace
}  // namespace kc::cli_test
