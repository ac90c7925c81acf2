// SPDX-License-Identifier: Apache-2.0
#include "office/attachment_kind.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "exchange/file_kind.hpp"

namespace kc::office {
namespace {

using exchange::FileKind;

struct Taken {
    std::string_view ending;
    FileKind kind;
    std::string_view media_type;
};

// Media types: IANA's registry, where it has one.
constexpr std::array<Taken, 25> kTaken = {{
    {".pdf", FileKind::pdf, "application/pdf"},
    {".ofd", FileKind::zip, "application/ofd"},
    {".docx", FileKind::zip,
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xlsx", FileKind::zip, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".pptx", FileKind::zip,
     "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {".zip", FileKind::zip, "application/zip"},
    {".doc", FileKind::old_office, "application/msword"},
    {".xls", FileKind::old_office, "application/vnd.ms-excel"},
    {".ppt", FileKind::old_office, "application/vnd.ms-powerpoint"},
    {".wps", FileKind::old_office, "application/vnd.ms-works"},
    {".et", FileKind::old_office, "application/octet-stream"},
    {".dps", FileKind::old_office, "application/octet-stream"},
    {".rtf", FileKind::rtf, "application/rtf"},
    {".jpg", FileKind::picture, "image/jpeg"},
    {".jpeg", FileKind::picture, "image/jpeg"},
    {".png", FileKind::picture, "image/png"},
    {".bmp", FileKind::picture, "image/bmp"},
    {".tif", FileKind::picture, "image/tiff"},
    {".tiff", FileKind::picture, "image/tiff"},
    {".webp", FileKind::picture, "image/webp"},
    {".heic", FileKind::picture, "image/heic"},
    {".rar", FileKind::archive, "application/vnd.rar"},
    {".7z", FileKind::archive, "application/x-7z-compressed"},
    {".txt", FileKind::bytes, "text/plain"},
    {".csv", FileKind::bytes, "text/csv"},
}};

std::string lower_ending(std::string_view name) {
    const std::size_t point = name.rfind('.');
    std::string ending(point == std::string_view::npos ? std::string_view{} : name.substr(point));
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return ending;
}

Diagnostic not_taken(std::string_view zh, std::string_view en) {
    return Diagnostic{"E-attachment-kind", {}, std::string(zh), std::string(en)}.hint(
        "可传 PDF、OFD、Word、Excel、PowerPoint、WPS、图片、txt、csv、zip、rar、7z",
        "PDF, OFD, Word, Excel, PowerPoint, WPS, pictures, txt, csv, zip, rar and 7z are taken");
}

// Text, and no page that a browser would run.
bool is_plain(std::string_view bytes) {
    return !exchange::is_html(bytes) &&
           !exchange::is_too_many_controls(exchange::count_controls(bytes), bytes.size());
}

}  // namespace

Result<std::string_view> attachment_type(std::string_view file_name, std::string_view bytes) {
    if (bytes.empty())
        return unexpected(
            Diagnostic{"E-attachment-empty", {}, "文件是空的", "the file is empty"}.hint(
                "检查是否选错了文件", "check that it is the right file"));
    const std::string ending = lower_ending(file_name);
    const auto* taken = std::find_if(kTaken.begin(), kTaken.end(),
                                     [&](const Taken& one) { return one.ending == ending; });
    if (taken == kTaken.end())
        return unexpected(not_taken(
            ending.empty() ? "文件名没有扩展名" : fmt::format("不收“{}”文件", ending),
            ending.empty() ? "the file's name has no ending"
                           : fmt::format("files of the kind '{}' are not taken", ending)));
    const FileKind kind = exchange::kind_of_file(bytes);
    if (kind == FileKind::encrypted_office)
        return unexpected(Diagnostic{"E-attachment-kind",
                                     {},
                                     "文件设有打开密码，审核的人打不开",
                                     "the file has a password: nobody could check it"}
                              .hint("取消密码后再传", "remove the password and send it again"));
    if (kind != taken->kind || (kind == FileKind::bytes && !is_plain(bytes)))
        return unexpected(not_taken(fmt::format("内容不是“{}”文件", ending),
                                    fmt::format("what is in the file is no '{}' file", ending)));
    return taken->media_type;
}

}  // namespace kc::office
