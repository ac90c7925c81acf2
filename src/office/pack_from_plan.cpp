// SPDX-License-Identifier: Apache-2.0
#include "office/pack_from_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "base/document_number.hpp"
#include "base/suggest.hpp"
#include "office/codes.hpp"
#include "office/object_maker.hpp"
#include "office/region.hpp"
#include "pack/field_type.hpp"

namespace kc::office {
namespace {

// Leaves room behind it for the codes of targets and tasks.
constexpr std::size_t kMaxPackCode = 32;

// The years that a manifest may have.
constexpr std::int32_t kFirstYear = 1949;
constexpr std::int32_t kLastYear = 2200;

std::string metadata(const plan::PlanDocument& plan,
                     std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        for (const auto& [key, value] : plan.metadata) {
            if (key == name && !value.empty() && value != "无") return value;
        }
    }
    return {};
}

// "2024-03-21 16:05" and "2024年3月21日" alike.
std::optional<base::Date> day_of(std::string_view words) {
    if (auto day = base::Date::parse(words)) return *day;
    if (auto day = base::Date::parse(words.substr(0, words.find_first_of(" T")))) return *day;
    return std::nullopt;
}

std::string without_year(const std::string& pack_code) {
    constexpr std::size_t kYearLength = 5;  // -2024
    const std::size_t dash = pack_code.rfind('-');
    const bool has_year = dash != std::string::npos && dash > 0 &&
                          pack_code.size() - dash == kYearLength &&
                          pack_code.find_first_not_of("0123456789", dash + 1) == std::string::npos;
    return has_year ? pack_code.substr(0, dash) : pack_code;
}

class PackMaker {
public:
    PackMaker(const PlanFile& file, const pack::Catalog& catalog, const NewPackOptions& options)
        : file_(file), catalog_(catalog), options_(options), lookup_(catalog.lookup()) {}

    Result<NewPack> make() {
        if (file_.plan.targets.empty() && file_.plan.tasks.empty()) return unexpected(no_plan());
        if (auto problem = settle_year()) return unexpected(std::move(*problem));
        if (auto problem = settle_region()) return unexpected(std::move(*problem));
        if (auto problem = settle_code()) return unexpected(std::move(*problem));
        add_units();
        fill_manifest();
        fill_objects();
        return std::move(pack_);
    }

private:
    const plan::PlanDocument& plan() const { return file_.plan; }
    pack::Manifest& manifest() { return pack_.manifest; }

    void todo(std::string_view field, std::string zh, std::string en) {
        pack_.todo.push_back({std::string(field), std::move(zh), std::move(en)});
    }

    std::string issued() const {
        return metadata(plan(), {"成文日期", "发文日期", "发布日期", "生成日期", "印发日期"});
    }

    Diagnostic no_plan() const {
        return Diagnostic{.code = "E-plan-empty",
                          .at = {file_.name},
                          .zh = "没有读到目标，也没有读到任务",
                          .en = "neither a target nor a task was found"}
            .hint("用 kechuang read --explain 看每个数字为什么没有取",
                  "see 'kechuang read --explain' for why no number was taken");
    }

    std::optional<Diagnostic> settle_year() {
        year_ = options_.year != 0 ? options_.year : plan().year;
        if (year_ == 0) {
            const auto day = day_of(issued());
            if (day) {
                year_ = day->year();
                todo("year", fmt::format("文件没有写计划年度，按发文日期记为{}年", year_),
                     fmt::format("the document names no year; {} is from its date", year_));
            }
        }
        if (year_ >= kFirstYear && year_ <= kLastYear) return std::nullopt;
        return Diagnostic{.code = "E-plan-year",
                          .at = {file_.name},
                          .zh = "不知道是哪一年的计划",
                          .en = "the year of the plan is not known"}
            .hint("加上 --year 2024", "add --year 2024");
    }

    std::optional<Diagnostic> settle_region() {
        const pack::ObjectSet& objects = catalog_.objects;
        if (!options_.region.empty()) {
            region_ = lookup_.unit(options_.region);
            if (region_ == nullptr) return no_such_region();
        }
        const std::string from = metadata(plan(), {"信息来源"});
        for (const std::string& words : {plan().issuer, plan().title, from}) {
            if (region_ == nullptr) region_ = find_region(words, year_, objects);
        }
        if (region_ != nullptr) region_code_ = region_->code;
        return std::nullopt;
    }

    Diagnostic no_such_region() const {
        const auto near = base::nearest(options_.region, catalog_.index.codes("unit"));
        return Diagnostic{.code = "E-region",
                          .zh = fmt::format("目录里没有行政区 {}", options_.region),
                          .en = fmt::format("the catalog has no unit {}", options_.region)}
            .hint(near ? fmt::format("是不是 {}？", *near) : "写行政区划代码，例如 341800",
                  near ? fmt::format("did you mean {}?", *near)
                       : "give the division's code, such as 341800");
    }

    std::optional<Diagnostic> settle_code() {
        std::string code = options_.code;
        if (code.empty()) {
            code = region_ != nullptr ? code_word(region_->name.en) : std::string();
            if (code.empty()) code = pinyin(place_at_head(plan().issuer).stem);
            if (code.empty()) code = initials(plan().issuer);
            if (code.empty()) code = "pack";
            code = fmt::format("{}-{}", code.substr(0, kMaxPackCode - 5), year_);
        }
        manifest().code = code;
        const bool is_good = pack::is_code(code) && code.size() <= kMaxPackCode &&
                             code.find('.') == std::string::npos;
        if (is_good) return std::nullopt;
        return Diagnostic{.code = "E-pack-code",
                          .zh = fmt::format("“{}”不能作包的代码", code),
                          .en = fmt::format("'{}' cannot be the code of a pack", code)}
            .hint(fmt::format("用小写字母、数字、- 和 _，不超过{}个，例如 xuancheng-2024",
                              kMaxPackCode),
                  fmt::format("use small letters, digits, - and _, at most {}, such as "
                              "xuancheng-2024",
                              kMaxPackCode));
    }

    pack::Bilingual issuer() const {
        pack::Bilingual name{.zh = plan().issuer};
        if (name.zh.empty()) name.zh = region_ != nullptr ? region_->name.zh : "（未写明）";
        const bool is_bureau = name.zh.ends_with("科学技术局") || name.zh.ends_with("科技局");
        if (is_bureau && region_ != nullptr && !region_->name.en.empty()) {
            name.en = region_->name.en + " Science and Technology Bureau";
        }
        return name;
    }

    // The bureau with the sections that the plan names; and the region, when the catalog has none.
    void add_units() {
        pack::UnitTree tree;
        tree.code = manifest().code + ".offices";
        tree.name = {.zh = issuer().zh + "及所属单位", .en = "The issuer and its units"};
        if (region_ == nullptr) {
            // Without the year: next year's pack is of the same place.
            region_code_ = without_year(manifest().code) + ".region";
            tree.units.push_back(unknown_region());
            todo("region", "没有认出行政区，请把 units.yaml 里的占位单位换成行政区划代码",
                 "the region is not recognised: put its code in place of the one in units.yaml");
        }
        CodeMaker codes(manifest().code + ".bureau");
        pack::AdminUnit bureau{
            .code = manifest().code + ".bureau", .name = issuer(), .type = pack::UnitType::bureau};
        for (const std::string& section : sections_named()) {
            bureau.children.push_back({.code = codes.make(initials(section), "section"),
                                       .name = {.zh = section},
                                       .type = pack::UnitType::section});
        }
        tree.units.push_back(std::move(bureau));
        pack_.unit_trees.push_back(std::move(tree));
    }

    pack::AdminUnit unknown_region() const {
        const PlaceName place = place_at_head(plan().issuer);
        const std::string name = place.name.empty() ? issuer().zh : std::string(place.name);
        return {.code = region_code_, .name = {.zh = name}, .type = place.type};
    }

    // Owners that are sections of a bureau by their names, each once, in the order of the plan.
    std::vector<std::string> sections_named() const {
        std::vector<std::string> sections;
        for (const plan::Task& task : plan().tasks) {
            for (const std::string& owner : task.owners) {
                const bool is_section = owner.ends_with("科") || owner.ends_with("科室") ||
                                        owner.ends_with("处") || owner.ends_with("办公室");
                const bool is_all = owner.starts_with("各") || owner.starts_with("相关");
                const bool is_new =
                    std::find(sections.begin(), sections.end(), owner) == sections.end();
                if (is_section && !is_all && is_new) sections.push_back(owner);
            }
        }
        return sections;
    }

    void fill_manifest() {
        pack::Manifest& m = manifest();
        m.year = year_;
        m.issuer = issuer();
        m.name = {.zh = fmt::format("{}{}年工作包", m.issuer.zh, year_)};
        if (region_ != nullptr && !region_->name.en.empty()) {
            m.name.en =
                fmt::format("{}, {}", m.issuer.en.empty() ? region_->name.en : m.issuer.en, year_);
        }
        m.region = region_code_;
        m.required = {"catalog"};
        pack::PlanDocument source;
        source.title = plan().title.empty() ? file_.name : plan().title;
        source.number = metadata(plan(), {"发文字号", "发布文号", "文号", "文件编号"});
        if (const auto number = base::DocumentNumber::parse(source.number)) {
            source.number = to_string(*number);
        }
        source.issued = day_of(issued());
        source.index_number = metadata(plan(), {"索引号"});
        source.file_sha256 = file_.sha256;
        m.source = std::move(source);
        if (plan().issuer.empty()) {
            todo("issuer", "文件没有写发布机构", "the document names no issuer");
        }
        if (plan().title.empty()) {
            todo("source", "没有认出文件标题，暂用文件名",
                 "the title is not recognised; the file's name stands in for it");
        }
    }

    void fill_objects() {
        const SourceText source(file_.text);
        const Making making{.plan = plan(),
                            .source = source,
                            .catalog = catalog_,
                            .lookup = lookup_,
                            .region = region_,
                            .region_code = region_code_,
                            .year = year_};
        CodeMaker codes(manifest().code);
        pack_.targets = make_targets(making, codes);
        pack_.tasks = make_tasks(making, codes);
        tie(plan(), pack_.targets, pack_.tasks);
        list_gaps(pack_.targets, pack_.tasks);
        if (pack_.targets.empty()) {
            todo("targets", "没有读到目标", "no target was found");
        }
        if (pack_.tasks.empty()) todo("tasks", "没有读到任务", "no task was found");
    }

    const PlanFile& file_;
    const pack::Catalog& catalog_;
    const NewPackOptions& options_;
    pack::Lookup lookup_;
    const pack::AdminUnit* region_ = nullptr;
    std::string region_code_;
    std::int32_t year_ = 0;
    NewPack pack_;
};

}  // namespace

Result<NewPack> pack_from_plan(const PlanFile& file, const pack::Catalog& catalog,
                               const NewPackOptions& options) {
    return PackMaker(file, catalog, options).make();
}

}  // namespace kc::office
