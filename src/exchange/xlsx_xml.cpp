// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsx_xml.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "exchange/table_refusals.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;

std::string_view local_name(const char* qualified) {
    const std::string_view name = qualified;
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
    for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
        if (local_name(pair[0]) == name) return pair[1];
    }
    return {};
}

bool XmlAttributes::is_on(std::string_view name) const {
    const std::string_view value = get(name);
    return value == "1" || value == "true" || value == "on";
}

struct XmlStream::Parser {
    XML_Parser expat = nullptr;
    XlsxPart part;
    std::string name;
    XmlHandler& handler;
    std::size_t token_bytes_max;
    std::size_t depth_max;
    std::size_t fed = 0;
    std::size_t depth = 0;
    bool ended = false;

    Parser(XlsxPart stream, std::string part_name, XmlHandler& events, const TableLimits& limits)
        : expat(XML_ParserCreate(nullptr)),
          part(std::move(stream)),
          name(std::move(part_name)),
          handler(events),
          token_bytes_max(limits.token_bytes_max),
          depth_max(limits.depth_max) {
        KC_CHECK(expat != nullptr);
        XML_SetUserData(expat, this);
        XML_SetElementHandler(expat, on_start, on_end);
        XML_SetCharacterDataHandler(expat, on_text);
        XML_SetStartDoctypeDeclHandler(expat, on_doctype);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    ~Parser() { XML_ParserFree(expat); }

    void fail(Diagnostic why) {
        if (!handler.failure) handler.failure = std::move(why);
        XML_StopParser(expat, XML_FALSE);
    }

    void look_at_handler() const {
        if (handler.failure || handler.is_done) XML_StopParser(expat, XML_FALSE);
    }

    static Parser& self(void* data) { return *static_cast<Parser*>(data); }

    static void on_start(void* data, const char* element, const char** attributes) {
        Parser& me = self(data);
        if (me.handler.failure || me.handler.is_done) return;
        if (++me.depth > me.depth_max) return me.fail(me.broken("嵌套过深", "nested too deeply"));
        me.handler.start(local_name(element), XmlAttributes(attributes));
        me.look_at_handler();
    }

    static void on_end(void* data, const char* element) {
        Parser& me = self(data);
        if (me.handler.failure || me.handler.is_done) return;
        --me.depth;
        me.handler.end(local_name(element));
        me.look_at_handler();
    }

    static void on_text(void* data, const char* text, int length) {
        Parser& me = self(data);
        if (me.handler.failure || me.handler.is_done) return;
        me.handler.text({text, static_cast<std::size_t>(length)});
        me.look_at_handler();
    }

    static void on_doctype(void* data, const char*, const char*, const char*, int) {
        Parser& me = self(data);
        me.fail(me.broken("含有文档类型声明", "it has a document type declaration"));
    }

    Diagnostic broken(std::string_view zh, std::string_view en) const {
        return broken_workbook(fmt::format("{} {}", name, zh), fmt::format("{}: {}", name, en));
    }

    Result<bool> pump() {
        if (ended) return false;
        void* buffer = XML_GetBuffer(expat, static_cast<int>(kPieceBytes));
        KC_CHECK(buffer != nullptr);
        const Result<std::size_t> got = part.read({static_cast<char*>(buffer), kPieceBytes});
        if (!got) return unexpected(got.error());
        fed += *got;
        ended = *got == 0;
        const XML_Status status = XML_ParseBuffer(expat, static_cast<int>(*got), ended ? 1 : 0);
        if (handler.failure) return unexpected(*handler.failure);
        if (handler.is_done) {
            ended = true;
            return false;
        }
        if (status == XML_STATUS_ERROR) {
            return unexpected(
                broken(fmt::format("第{}行有错", XML_GetCurrentLineNumber(expat)),
                       fmt::format("error in line {}", XML_GetCurrentLineNumber(expat))));
        }
        // Expat keeps a tag until it is whole; one without an end must not fill the memory.
        const auto seen =
            static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(expat), 0));
        if (fed > seen && fed - seen > token_bytes_max)
            return unexpected(broken("有过长的标签", "a tag is too long"));
        return !ended;
    }
};

XmlStream::XmlStream(XlsxPart part, std::string name, XmlHandler& handler,
                     const TableLimits& limits)
    : parser_(std::make_unique<Parser>(std::move(part), std::move(name), handler, limits)) {}
XmlStream::XmlStream(XmlStream&&) noexcept = default;
XmlStream& XmlStream::operator=(XmlStream&&) noexcept = default;
XmlStream::~XmlStream() = default;

Result<bool> XmlStream::pump() {
    return parser_->pump();
}

Result<void> read_xml(const XlsxPackage& package, const std::string& part, std::size_t bytes_max,
                      XmlHandler& handler) {
    Result<XlsxPart> stream = package.stream(part, bytes_max);
    if (!stream) return unexpected(stream.error());
    XmlStream xml(*std::move(stream), part, handler, package.limits());
    for (;;) {
        const Result<bool> more = xml.pump();
        if (!more) return unexpected(more.error());
        if (!*more) return {};
    }
}

}  // namespace kc::exchange
