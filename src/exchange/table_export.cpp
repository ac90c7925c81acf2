// SPDX-License-Identifier: Apache-2.0
#include "exchange/table_export.hpp"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;

Diagnostic cannot_write() {
    return Diagnostic{
        .code = "E-export-write", .zh = "写不了导出文件", .en = "the export cannot be written"}
        .hint("检查磁盘空间和文件夹权限", "check the free space and the rights on the folder");
}

std::vector<WorkbookColumn> forms_of(const ExportSpec& spec) {
    std::vector<WorkbookColumn> forms;
    for (const ExportColumn& column : spec.columns) forms.push_back(column.form);
    return forms;
}

std::string json_value(const CellValue& value) {
    if (std::holds_alternative<std::monostate>(value)) return "null";
    if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
    if (const auto* number = std::get_if<base::Decimal>(&value)) return base::to_string(*number);
    return json_text(to_text(value));
}

}  // namespace

struct TableExport::Sink {
    explicit Sink(ExportSpec what) : spec(std::move(what)) {}
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;

    virtual Result<void> add(std::span<const CellValue> values) = 0;
    virtual Result<void> finish() = 0;

    ExportSpec spec;
};

namespace {

// Text goes to "<path>.part", which becomes the file at the end.
class TextFile {
public:
    TextFile() = default;
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;
    ~TextFile() {
        if (is_open_) remove();
    }

    Result<void> open(const std::filesystem::path& path) {
        path_ = path;
        part_ = path.string() + ".part";
        file_.open(part_, std::ios::binary | std::ios::trunc);
        is_open_ = file_.is_open();
        return is_open_ ? Result<void>{} : unexpected(cannot_write());
    }

    Result<void> write(std::string_view text) {
        buffer_ += text;
        return buffer_.size() < kBufferBytes ? Result<void>{} : flush();
    }

    Result<void> finish() {
        if (auto done = flush(); !done) return done;
        file_.close();
        is_open_ = false;
        std::error_code failed;
        if (file_.good()) std::filesystem::rename(part_, path_, failed);
        if (file_.good() && !failed) return {};
        remove();
        return unexpected(cannot_write());
    }

private:
    Result<void> flush() {
        file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        buffer_.clear();
        return file_.good() ? Result<void>{} : unexpected(cannot_write());
    }

    void remove() {
        file_.close();
        std::error_code ignored;
        std::filesystem::remove(part_, ignored);
    }

    std::filesystem::path path_ = {};
    std::filesystem::path part_ = {};
    std::ofstream file_ = {};
    std::string buffer_ = {};
    bool is_open_ = false;
};

}  // namespace

struct TableExport::CsvSink final : TableExport::Sink {
    using Sink::Sink;

    Result<void> open(const std::filesystem::path& path) {
        if (auto done = file.open(path); !done) return done;
        // Excel takes a file for UTF-8 by its mark alone.
        if (auto done = file.write("\xEF\xBB\xBF"); !done) return done;
        std::vector<CellValue> titles;
        for (const ExportColumn& column : spec.columns) titles.emplace_back(column.form.title);
        return add(titles);
    }

    Result<void> add(std::span<const CellValue> values) override {
        std::string line;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) line += ',';
            line += csv_field(values[i]);
        }
        return file.write(line + "\r\n");
    }

    Result<void> finish() override { return file.finish(); }

    TextFile file = {};
};

struct TableExport::JsonSink final : TableExport::Sink {
    using Sink::Sink;

    Result<void> open(const std::filesystem::path& path) {
        if (auto done = file.open(path); !done) return done;
        for (const ExportColumn& column : spec.columns)
            names.push_back(json_text(column.key.empty() ? column.form.title : column.key));
        std::string head = fmt::format("{{\"name\":{},\"columns\":[", json_text(spec.name));
        for (std::size_t i = 0; i < spec.columns.size(); ++i) {
            head += fmt::format("{}{{\"key\":{},\"title\":{}}}", i > 0 ? "," : "", names[i],
                                json_text(spec.columns[i].form.title));
        }
        head += "],\"remarks\":[";
        for (std::size_t i = 0; i < spec.remarks.size(); ++i) {
            head +=
                fmt::format("{}{{\"label\":{},\"text\":{}}}", i > 0 ? "," : "",
                            json_text(spec.remarks[i].first), json_text(spec.remarks[i].second));
        }
        head += "],\"figures\":[";
        for (std::size_t i = 0; i < spec.figures.size(); ++i)
            head += (i > 0 ? "," : "") + json_of(spec.figures[i]);
        return file.write(head + "],\"rows\":[");
    }

    static std::string json_of(const FrozenFigure& figure) {
        return fmt::format(
            "{{\"name\":{},\"value\":{},\"unit\":{},\"source\":{},\"as_of\":{},\"proof\":{}}}",
            json_text(figure.name), json_value(figure.value), json_text(figure.unit),
            json_text(figure.source), json_text(figure.as_of), json_text(figure.proof));
    }

    Result<void> add(std::span<const CellValue> values) override {
        std::string line = std::exchange(is_first, false) ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < values.size(); ++i)
            line += fmt::format("{}{}:{}", i > 0 ? "," : "", names[i], json_value(values[i]));
        return file.write(line + "}");
    }

    Result<void> finish() override {
        if (auto done = file.write("\n]}\n"); !done) return done;
        return file.finish();
    }

    TextFile file = {};
    std::vector<std::string> names = {};
    bool is_first = true;
};

struct TableExport::XlsxSink final : TableExport::Sink {
    XlsxSink(ExportSpec what, WorkbookWriter opened)
        : Sink(std::move(what)), writer(std::move(opened)), forms(forms_of(spec)) {}

    Result<void> begin_sheet() {
        writer.begin_sheet(spec.name, forms);
        if (auto done = writer.add_header(forms); !done) return done;
        writer.freeze(1, 0);
        return {};
    }

    Result<void> add(std::span<const CellValue> values) override {
        if (writer.row_count() == kWorkbookRowsMax) {
            if (auto done = begin_sheet(); !done) return done;
        }
        return writer.add_row(values);
    }

    Result<void> finish() override {
        if (auto done = write_sources(); !done) return done;
        return writer.finish();
    }

    Result<void> write_sources() {
        const std::size_t cut = writer.texts_cut();
        if (spec.remarks.empty() && spec.figures.empty() && cut == 0) return {};
        const std::vector<WorkbookColumn> columns = {
            {.title = "数字", .width = 30}, {.title = "数值", .width = 16},
            {.title = "单位", .width = 10}, {.title = "来源", .width = 60},
            {.title = "截至", .width = 20}, {.title = "凭据", .width = 40}};
        writer.begin_sheet("来源与说明", columns);
        for (const auto& [label, text] : spec.remarks) {
            const std::vector<CellValue> row = {label, text};
            if (auto done = writer.add_row(row); !done) return done;
        }
        if (cut > 0) {
            const std::vector<CellValue> row = {
                "截断", fmt::format("{}处文字超过单元格上限，以…结尾", cut)};
            if (auto done = writer.add_row(row); !done) return done;
        }
        if (spec.figures.empty()) return {};
        writer.skip_row();
        if (auto done = writer.add_header(columns); !done) return done;
        for (const FrozenFigure& figure : spec.figures) {
            const std::vector<CellValue> row = {figure.name,   figure.value, figure.unit,
                                                figure.source, figure.as_of, figure.proof};
            if (auto done = writer.add_row(row); !done) return done;
        }
        return {};
    }

    WorkbookWriter writer;
    std::vector<WorkbookColumn> forms;
};

TableExport::TableExport(std::unique_ptr<Sink> sink) : sink_(std::move(sink)) {}
TableExport::TableExport(TableExport&&) noexcept = default;
TableExport& TableExport::operator=(TableExport&&) noexcept = default;
TableExport::~TableExport() = default;

Result<TableExport> TableExport::create(const std::filesystem::path& path, ExportFormat format,
                                        ExportSpec spec) {
    if (format == ExportFormat::xlsx) {
        Result<WorkbookWriter> writer = WorkbookWriter::create(path, spec.workbook);
        if (!writer) return unexpected(writer.error());
        auto sink = std::make_unique<XlsxSink>(std::move(spec), *std::move(writer));
        if (auto done = sink->begin_sheet(); !done) return unexpected(done.error());
        return TableExport(std::move(sink));
    }
    if (format == ExportFormat::csv) {
        auto sink = std::make_unique<CsvSink>(std::move(spec));
        if (auto done = sink->open(path); !done) return unexpected(done.error());
        return TableExport(std::move(sink));
    }
    auto sink = std::make_unique<JsonSink>(std::move(spec));
    if (auto done = sink->open(path); !done) return unexpected(done.error());
    return TableExport(std::move(sink));
}

Result<void> TableExport::add_row(std::span<const CellValue> values) {
    KC_CHECK(values.size() == sink_->spec.columns.size());
    return sink_->add(values);
}

Result<void> TableExport::finish() {
    return sink_->finish();
}

std::string csv_field(const CellValue& value) {
    std::string text = to_text(value);
    const bool is_text = std::holds_alternative<std::string>(value);
    // "-5" typed as text is a number and no formula.
    if (is_text && needs_formula_guard(text) && !base::Decimal::parse(text))
        text.insert(0, 1, '\'');
    if (text.find_first_of("\",;\t\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : base::is_valid_utf8(text) ? std::string(text)
                                                  : base::encode_utf8(base::decode_utf8(text))) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (byte < 0x20) {
                    out += fmt::format("\\u{:04x}", byte);
                } else {
                    out += c;
                }
        }
    }
    return out + '"';
}

}  // namespace kc::exchange
