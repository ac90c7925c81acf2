// SPDX-License-Identifier: Apache-2.0
#include "pack/document_shapes.hpp"

#include "pack/shapes.hpp"

namespace kc::pack {
namespace {

constexpr std::int32_t kDeepestHeading = 4;

}  // namespace

template <>
const Shape& shape_of<DocumentPart>() {
    using T = DocumentPart;
    static const Shape shape =
        ShapeBuilder<T>()
            .optional("heading", &T::heading, "标题，不写序号", "a heading, without its number")
            .optional("level", &T::level, whole_between(1, kDeepestHeading), "标题层次，默认1",
                      "the heading's level; 1 when left out")
            .optional("text", &T::text, "正文一段", "a paragraph")
            .optional("table", &T::table, "表格所列内容", "the list that fills a table")
            .optional("caption", &T::caption, "表题", "the table's caption")
            .optional("if_empty", &T::if_empty, "表格没有内容时改写的一段",
                      "a paragraph in the table's place when it would be empty")
            .build();
    return shape;
}

template <>
const Shape& shape_of<DocumentAnnex>() {
    using T = DocumentAnnex;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("title", &T::title, "附件标题", "the annex's title")
            .optional("landscape", &T::is_landscape, "横排", "on landscape pages")
            .required("parts", &T::parts, "内容", "what it holds")
            .build();
    return shape;
}

template <>
const Shape& shape_of<DocumentTemplate>() {
    using T = DocumentTemplate;
    static const Shape shape =
        ShapeBuilder<T>()
            .required("code", &T::code, code_of("document-template"), "代码", "code")
            .required("name", &T::name, "名称", "name")
            .required("about", &T::about, "用途", "what it is for")
            .required("form", &T::form, "格式：文件式、通报式、不带版头",
                      "layout: red header, bulletin, or without a header")
            .required("period", &T::period, "每份文件所涉时间", "the time one document is about")
            .optional("masthead", &T::masthead, "发文机关标志；不写则为“某局文件”",
                      "the masthead; the issuer's name and 文件 when left out")
            .optional("number", &T::number, "发文字号或期号", "document or issue number")
            .required("title", &T::title, "文件标题", "the document's title")
            .optional("recipient", &T::recipient, "主送机关，不写冒号",
                      "to whom, without the colon")
            .required("parts", &T::parts, "正文", "the body")
            .optional("annexes", &T::annexes, "附件", "annexes")
            .optional("remark", &T::remark, "附注", "a remark")
            .optional("copies_to", &T::copies_to, "抄送机关", "copies to")
            .optional("printed_by", &T::printed_by, "印发机关", "printed by")
            .build();
    return shape;
}

}  // namespace kc::pack
