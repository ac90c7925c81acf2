// SPDX-License-Identifier: Apache-2.0
#include "server/multipart.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kBoundaryBytesMax = 70;
constexpr std::size_t kPartHeadBytesMax = 4'096;

Diagnostic bad_form(const char* zh, const char* en) {
    return Diagnostic{"E-form", {}, zh, en}.hint(
        "用 multipart/form-data 发送，文件放在“file”里",
        "send multipart/form-data with the file in the part 'file'");
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

// The value of `name` in "type; name=value; other=\"value\"". Quotes may hold \" and \\.
std::optional<std::string> parameter_of(std::string_view header, std::string_view name) {
    std::size_t at = std::min(header.find(';'), header.size());
    while (at < header.size()) {
        ++at;
        while (at < header.size() && header[at] == ' ') ++at;
        const std::size_t equals = header.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        const std::string key = lower_case(header.substr(at, equals - at));
        std::string value;
        at = equals + 1;
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size()) ++at;
                value += header[at];
            }
            if (at >= header.size()) return std::nullopt;
            at = std::min(header.find(';', at), header.size());
        } else {
            const std::size_t end = std::min(header.find(';', at), header.size());
            value = header.substr(at, end - at);
            at = end;
        }
        if (key == name) return value;
    }
    return std::nullopt;
}

bool read_head(std::string_view head, FormPart& part) {
    while (!head.empty()) {
        const std::size_t end = std::min(head.find("\r\n"), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return false;
        const std::string name = lower_case(line.substr(0, colon));
        std::string_view value = line.substr(colon + 1);
        while (value.starts_with(' ')) value.remove_prefix(1);
        if (name == "content-type") part.content_type = value;
        if (name != "content-disposition") continue;
        if (!value.starts_with("form-data")) return false;
        part.name = parameter_of(value, "name").value_or("");
        std::string file = parameter_of(value, "filename").value_or("");
        const std::size_t slash = file.find_last_of("/\\");
        if (slash != std::string::npos) file.erase(0, slash + 1);
        part.file_name = base::shortened(file, 200);
    }
    return !part.name.empty() && base::is_valid_utf8(part.name);
}

}  // namespace

Result<std::vector<FormPart>> read_form(std::string_view content_type, std::string_view body) {
    if (!lower_case(content_type).starts_with("multipart/form-data"))
        return unexpected(bad_form("这里需要一个表单", "a form is needed here"));
    const auto boundary = parameter_of(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > kBoundaryBytesMax)
        return unexpected(bad_form("表单没有分隔标记", "the form names no boundary"));
    const std::string mark = "\r\n--" + *boundary;
    // The first mark has no line end before it.
    if (!body.starts_with(std::string_view(mark).substr(2)))
        return unexpected(bad_form("表单的开头不对", "the form does not begin with its boundary"));
    body.remove_prefix(mark.size() - 2);
    std::vector<FormPart> parts;
    while (!body.starts_with("--")) {
        const std::size_t head_end = body.substr(0, kPartHeadBytesMax).find("\r\n\r\n");
        if (!body.starts_with("\r\n") || head_end == std::string_view::npos)
            return unexpected(bad_form("表单的一部分没有开头", "a part of the form has no head"));
        FormPart part;
        const std::string_view head =
            head_end < 2 ? std::string_view{} : body.substr(2, head_end - 2);
        if (!read_head(head, part))
            return unexpected(bad_form("表单的一部分开头不对", "the head of a part is malformed"));
        body.remove_prefix(head_end + 4);
        const std::size_t end = body.find(mark);
        if (end == std::string_view::npos)
            return unexpected(bad_form("表单不完整", "the form ends too early"));
        part.bytes = body.substr(0, end);
        body.remove_prefix(end + mark.size());
        if (parts.size() == kFormPartsMax)
            return unexpected(bad_form("表单的部分太多", "the form has too many parts"));
        parts.push_back(std::move(part));
    }
    return parts;
}

Result<FormPart> file_of_form(std::string_view content_type, std::string_view body) {
    auto parts = read_form(content_type, body);
    if (!parts) return unexpected(parts.error());
    const auto found = std::find_if(parts->begin(), parts->end(),
                                    [](const FormPart& one) { return one.name == "file"; });
    if (found == parts->end())
        return unexpected(bad_form("表单里没有文件", "the form holds no file"));
    return std::move(*found);
}

Result<std::string_view> file_of_body(std::string_view content_type, std::string_view body) {
    if (!content_type.starts_with("multipart/form-data")) return body;
    auto file = file_of_form(content_type, body);
    if (!file) return unexpected(std::move(file.error()));
    return file->bytes;
}

}  // namespace kc::server
