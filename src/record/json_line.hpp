// SPDX-License-Identifier: Apache-2.0
// JSON on one line, as payloads and answers of the journal are. Text must be UTF-8.
//
//   JsonLine json;
//   json.begin_object().key("id").number(12).key("reason").text("更名").end_object();
//   std::string line = std::move(json).finish();   // {"id":12,"reason":"更名"}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kc::record {

class JsonLine {
public:
    JsonLine& begin_object() { return open('{'); }
    JsonLine& end_object() { return close('}'); }
    JsonLine& begin_array() { return open('['); }
    JsonLine& end_array() { return close(']'); }
    JsonLine& key(std::string_view name);
    JsonLine& text(std::string_view value);
    JsonLine& number(std::int64_t value);
    JsonLine& truth(bool value);
    JsonLine& null();

    [[nodiscard]] std::string finish() && { return std::move(line_); }

private:
    JsonLine& open(char bracket);
    JsonLine& close(char bracket);
    void separate();
    void quote(std::string_view value);

    std::string line_;
    bool needs_comma_ = false;
};

}  // namespace kc::record
