// SPDX-License-Identifier: Apache-2.0
#include "pack/yaml_events.hpp"

#include <yaml.h>

#include <limits>

#include "base/check.hpp"

namespace kc::pack {
namespace {

std::int32_t from_one(std::size_t counted_from_zero) {
    constexpr std::size_t kMax = std::numeric_limits<std::int32_t>::max() - 1;
    return static_cast<std::int32_t>(counted_from_zero < kMax ? counted_from_zero : kMax) + 1;
}

std::string text_of(const yaml_char_t* text) {
    return text == nullptr ? std::string{} : reinterpret_cast<const char*>(text);
}

std::string_view view_of(const char* text) {
    return text == nullptr ? std::string_view{} : text;
}

void fill_scalar(const yaml_event_t& from, Event& to) {
    const auto& scalar = from.data.scalar;
    to.type = EventType::scalar;
    to.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    to.anchor = text_of(scalar.anchor);
    to.tag = text_of(scalar.tag);
    to.quoted = scalar.style != YAML_PLAIN_SCALAR_STYLE;
    to.spans_lines = !to.quoted && from.end_mark.line > from.start_mark.line;
}

// False for the events that say nothing to us.
bool fill(const yaml_event_t& from, Event& to) {
    to = {};
    to.line = from_one(from.start_mark.line);
    to.column = from_one(from.start_mark.column);
    switch (from.type) {
        case YAML_SCALAR_EVENT: fill_scalar(from, to); return true;
        case YAML_ALIAS_EVENT:
            to.type = EventType::alias;
            to.anchor = text_of(from.data.alias.anchor);
            return true;
        case YAML_SEQUENCE_START_EVENT:
            to.type = EventType::sequence_start;
            to.anchor = text_of(from.data.sequence_start.anchor);
            to.tag = text_of(from.data.sequence_start.tag);
            return true;
        case YAML_MAPPING_START_EVENT:
            to.type = EventType::map_start;
            to.anchor = text_of(from.data.mapping_start.anchor);
            to.tag = text_of(from.data.mapping_start.tag);
            return true;
        case YAML_DOCUMENT_START_EVENT: {
            const auto& start = from.data.document_start;
            to.type = EventType::document_start;
            to.has_directive = start.version_directive != nullptr ||
                               start.tag_directives.start != start.tag_directives.end;
            return true;
        }
        case YAML_SEQUENCE_END_EVENT: to.type = EventType::sequence_end; return true;
        case YAML_MAPPING_END_EVENT: to.type = EventType::map_end; return true;
        case YAML_STREAM_END_EVENT: to.type = EventType::stream_end; return true;
        default: return false;
    }
}

}  // namespace

struct YamlEvents::Parser {
    yaml_parser_t yaml = {};
};

YamlEvents::YamlEvents(std::string_view text) : parser_(std::make_unique<Parser>()) {
    KC_CHECK(yaml_parser_initialize(&parser_->yaml) == 1);
    // Without this, a text that begins like UTF-16 would be decoded as such.
    yaml_parser_set_encoding(&parser_->yaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_->yaml,
                                 reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

YamlEvents::~YamlEvents() {
    yaml_parser_delete(&parser_->yaml);
}

bool YamlEvents::next(Event& event) {
    for (;;) {
        yaml_event_t raw;
        if (yaml_parser_parse(&parser_->yaml, &raw) == 0) return false;
        const bool speaks = fill(raw, event);
        yaml_event_delete(&raw);
        if (speaks) return true;
    }
}

ParserComplaint YamlEvents::complaint() const {
    const yaml_parser_t& yaml = parser_->yaml;
    ParserComplaint complaint;
    complaint.problem = view_of(yaml.problem);
    complaint.context = view_of(yaml.context);
    complaint.problem_at.line = from_one(yaml.problem_mark.line);
    complaint.problem_at.column = from_one(yaml.problem_mark.column);
    if (yaml.context != nullptr) {
        complaint.context_at.line = from_one(yaml.context_mark.line);
        complaint.context_at.column = from_one(yaml.context_mark.column);
    }
    return complaint;
}

}  // namespace kc::pack
