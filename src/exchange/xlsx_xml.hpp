// SPDX-License-Identifier: Apache-2.0
// The XML of a workbook's part as a stream of events. Private to the workbook reader.
//
// Names come without their prefix: writers choose any, and no two names of a workbook that are read
// here differ by namespace alone. A document type declaration is refused, so there are no entities
// to expand.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "exchange/xlsx_package.hpp"

namespace kc::exchange {

class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}

    // "" when there is none.
    [[nodiscard]] std::string_view get(std::string_view name) const;

    // "1", "true" and "on" are yes.
    [[nodiscard]] bool is_on(std::string_view name) const;

private:
    const char** pairs_;
};

class XmlHandler {
public:
    XmlHandler() = default;
    XmlHandler(const XmlHandler&) = delete;
    XmlHandler& operator=(const XmlHandler&) = delete;
    virtual ~XmlHandler() = default;

    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view /*piece*/) {}

    // Set by a handler to end the reading.
    std::optional<Diagnostic> failure = {};
    // Set by a handler that needs no more.
    bool is_done = false;
};

// Reads a part piece by piece, so that its caller can take what the handler has gathered.
class XmlStream {
public:
    // `handler` must outlive the stream and stay where it is.
    XmlStream(XlsxPart part, std::string name, XmlHandler& handler, const TableLimits& limits);
    XmlStream(XmlStream&&) noexcept;
    XmlStream& operator=(XmlStream&&) noexcept;
    ~XmlStream();

    // One piece more; false at the end.
    Result<bool> pump();

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

// A whole part.
Result<void> read_xml(const XlsxPackage& package, const std::string& part, std::size_t bytes_max,
                      XmlHandler& handler);

}  // namespace kc::exchange
