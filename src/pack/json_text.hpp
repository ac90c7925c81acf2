// SPDX-License-Identifier: Apache-2.0
// Writes JSON, indented by two blanks. Text must be UTF-8.
//
//   JsonText json;
//   json.begin_object();
//   json.key("kind").text("target");
//   json.key("span").begin_array().bare("12").bare("58").end_array();
//   json.end_object();
//   std::string out = std::move(json).finish();
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kc::pack {

class JsonText {
public:
    JsonText& begin_object();
    JsonText& end_object();
    JsonText& begin_array();
    JsonText& end_array();
    JsonText& key(std::string_view name);
    JsonText& text(std::string_view value);

    // A number, true, false or null, already as JSON writes it.
    JsonText& bare(std::string_view value);

    // The whole text with a line end. Everything begun must be ended.
    std::string finish() &&;

private:
    struct Open {
        char closing;
        bool is_empty = true;
    };

    void before_value();
    JsonText& begin(char opening, char closing);
    JsonText& end(char closing);
    void new_line();

    std::string out_;
    std::vector<Open> open_;
    bool after_key_ = false;
};

}  // namespace kc::pack
