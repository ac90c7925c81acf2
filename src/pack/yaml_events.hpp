// SPDX-License-Identifier: Apache-2.0
// The events of a YAML text, one at a time.
//
// Pulling events keeps the nesting in the caller's hands (no recursion on foreign input), shows
// anchors and aliases before anything is expanded, and leaves scalars as the text they are.
// Lines and columns count from 1, columns in characters.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "pack/yaml_error.hpp"

namespace kc::pack {

enum class EventType : std::uint8_t {
    document_start,
    stream_end,
    alias,
    scalar,
    sequence_start,
    sequence_end,
    map_start,
    map_end,
};

struct Event {
    EventType type = EventType::stream_end;
    std::int32_t line = 0;
    std::int32_t column = 0;
    std::string text = {};    // of a scalar
    std::string anchor = {};  // of an alias too
    std::string tag = {};
    bool quoted = false;
    bool spans_lines = false;    // a plain scalar that goes on in the next line
    bool has_directive = false;  // of a document start
};

class YamlEvents {
public:
    // `text` must outlive this.
    explicit YamlEvents(std::string_view text);
    ~YamlEvents();
    YamlEvents(const YamlEvents&) = delete;
    YamlEvents& operator=(const YamlEvents&) = delete;

    // False when the text is no YAML from here on; then `complaint` says why.
    bool next(Event& event);

    // The views hold as long as this object.
    ParserComplaint complaint() const;

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace kc::pack
