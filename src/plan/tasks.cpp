// SPDX-License-Identifier: Apache-2.0
#include "plan/tasks.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "plan/words.hpp"

namespace kc::plan {
namespace {

constexpr std::size_t npos = std::u32string_view::npos;

std::string utf8(std::u32string_view text) {
    return base::encode_utf8(text);
}

const WordSet& owner_words() {
    static const WordSet kWords = {U"责任单位", U"牵头单位", U"责任科室", U"牵头科室", U"配合单位",
                                   U"责任部门", U"牵头部门", U"配合部门", U"承办单位", U"承办科室",
                                   U"责任领导", U"协办单位", U"主办单位", U"实施单位", U"配合科室",
                                   U"负责单位", U"责任人",   U"分管领导", U"完成单位"};
    return kWords;
}

const WordSet& due_words() {
    static const WordSet kWords = {U"完成时限", U"完成时间", U"时限",     U"时间节点",
                                   U"时间安排", U"办结时限", U"时限要求", U"完成期限"};
    return kWords;
}

// The words behind "责任单位:" up to the end of the field.
std::u32string_view field_after(std::u32string_view text, std::size_t begin) {
    const auto starts_field = [&](std::size_t i) {
        return owner_words().match(text, i) != nullptr || due_words().match(text, i) != nullptr;
    };
    static constexpr std::u32string_view kEnds = U"。;\n】|";
    int depth = 0;  // 各县(市、区) holds a bracket of its own
    std::size_t end = begin;
    while (end < text.size() && kEnds.find(text[end]) == npos) {
        if (text[end] == U'(') ++depth;
        if (text[end] == U')' && --depth < 0) break;
        const bool gap = text[end] == U',' || is_blank(text[end]);
        if ((gap && starts_field(end + 1)) || (end > begin && starts_field(end))) break;
        ++end;
    }
    return trim(text.substr(begin, end - begin));
}

std::vector<std::string> split_owners(std::u32string_view list) {
    std::vector<std::string> owners;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= list.size(); ++i) {
        if (i < list.size() && list[i] == U'(') ++depth;
        if (i < list.size() && list[i] == U')') --depth;
        const bool link =
            i < list.size() && depth <= 0 &&
            (list[i] == U'、' || list[i] == U',' || list[i] == U'/' || is_blank(list[i]));
        if (i < list.size() && !link) continue;
        const std::u32string_view owner = trim(list.substr(begin, i - begin));
        if (owner.size() >= 2) owners.push_back(utf8(owner));
        begin = i + 1;
    }
    return owners;
}

// Owner and due fields of a text, and where the first of them begins.
struct Fields {
    std::vector<std::string> owners;
    std::string due;
    std::size_t begin = npos;
};

Fields fields_of(std::u32string_view text) {
    Fields fields;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto* owner = owner_words().match(text, i);
        const auto* due = due_words().match(text, i);
        if (owner == nullptr && due == nullptr) continue;
        const std::size_t after = i + (owner != nullptr ? owner->first.size() : due->first.size());
        if (after >= text.size() || (text[after] != U':' && text[after] != U'|')) {
            i = after - 1;
            continue;
        }
        const std::u32string_view value = field_after(text, after + 1);
        if (fields.begin == npos) {
            fields.begin = i > 0 && (text[i - 1] == U'(' || text[i - 1] == U'【') ? i - 1 : i;
        }
        if (owner != nullptr) {
            for (std::string& one : split_owners(value)) {
                if (std::find(fields.owners.begin(), fields.owners.end(), one) ==
                    fields.owners.end())
                    fields.owners.push_back(std::move(one));
            }
        } else {
            fields.due = utf8(value);
        }
        i = after;
    }
    return fields;
}

std::vector<std::string> actions_of(std::u32string_view body) {
    std::vector<std::string> actions;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= body.size(); ++i) {
        if (i < body.size() && !is_sentence_end(body[i])) continue;
        const std::u32string_view sentence = trim(body.substr(begin, i - begin));
        if (sentence.size() >= 4) actions.push_back(utf8(sentence));
        begin = i + 1;
    }
    return actions;
}

class Finder {
public:
    Finder(std::u32string_view source, const std::vector<Block>& blocks, const Outline& outline)
        : source_(source), blocks_(blocks), outline_(outline) {}

    std::vector<Task> run() {
        has_task_part_ = std::any_of(
            outline_.sections.begin(), outline_.sections.end(),
            [](const Section& s) { return s.part == Part::task && holds_tasks(s.title); });
        for (std::size_t i = 0; i < outline_.sections.size(); ++i) {
            if (is_task(i)) add(i);
        }
        return std::move(tasks_);
    }

private:
    const Section& section(std::size_t i) const { return outline_.sections[i]; }

    // 三、重点工作 holds the items; 实施…行动 is one.
    static bool holds_tasks(std::u32string_view title) {
        static const WordSet kContainers = {
            U"重点工作", U"主要任务", U"重点任务", U"工作举措", U"工作安排", U"工作打算",
            U"下一步",   U"下步",     U"主要举措", U"重点举措", U"主要工作", U"工作任务",
            U"工作重点", U"主要措施", U"下半年",   U"下一阶段", U"工作计划", U"工作思路",
            U"重点事项", U"主要内容", U"工作内容", U"具体措施", U"工作措施", U"重点项目"};
        return kContainers.contains_any(title);
    }

    bool in_scope(std::size_t i) const {
        if (section(i).part == Part::task) return true;
        const bool open = section(i).part == Part::neutral;
        return open && !has_task_part_ &&
               (outline_.kind == DocumentKind::plan || outline_.kind == DocumentKind::report);
    }

    // Work items are numbered 一、 （一） or 1.; deeper numbers are their actions.
    static bool can_number(LabelStyle style) {
        return style == LabelStyle::chapter || style == LabelStyle::han ||
               style == LabelStyle::han_paren || style == LabelStyle::arabic ||
               style == LabelStyle::arabic_paren;
    }

    bool has_titled_children(std::size_t i) const {
        for (std::size_t k = i + 1; k < outline_.sections.size(); ++k) {
            const Section& child = section(k);
            if (child.parent != static_cast<std::int32_t>(i)) continue;
            if (!can_number(child.label.style) || child.part != section(i).part) continue;
            if (child.label.style == LabelStyle::arabic_paren &&
                section(i).label.style == LabelStyle::arabic)
                continue;
            if (child.title.empty() && section(i).label.style != LabelStyle::han &&
                section(i).label.style != LabelStyle::none)
                continue;
            return true;
        }
        return false;
    }

    bool is_task(std::size_t i) const {
        const Section& s = section(i);
        if (!can_number(s.label.style) || !in_scope(i)) return false;
        if (has_titled_children(i)) return false;
        // The heading 三、重点工作 itself, with prose below, is no item.
        if (s.label.style == LabelStyle::han || s.label.style == LabelStyle::chapter) {
            if (part_of_heading(s.title, outline_.year) == Part::task && body_of(i).empty())
                return false;
        }
        // Only the deepest titled level counts; an action below an item does not.
        std::int32_t up = s.parent;
        while (up >= 0) {
            const Section& above = section(static_cast<std::size_t>(up));
            if (can_number(above.label.style) && !has_titled_children(static_cast<std::size_t>(up)))
                return false;
            up = above.parent;
        }
        return true;
    }

    // The text of an item: what follows its title, and the blocks below it.
    std::u32string body_of(std::size_t i) const {
        const Section& s = section(i);
        const Block& head = blocks_[s.block];
        std::u32string body(head.text.view(s.title_end, head.text.size()));
        for (std::size_t b = s.block + 1; b < end_block(i); ++b) {
            if (blocks_[b].kind == BlockKind::furniture) continue;
            body += blocks_[b].text.chars();
            if (!body.empty() && !is_sentence_end(body.back())) body += U'\n';
        }
        return body;
    }

    // One past the last block of section i, its children included.
    std::size_t end_block(std::size_t i) const {
        for (std::size_t k = i + 1; k < outline_.sections.size(); ++k) {
            std::int32_t up = section(k).parent;
            while (up >= 0 && up != static_cast<std::int32_t>(i))
                up = section(static_cast<std::size_t>(up)).parent;
            if (up < 0) return section(k).block;
        }
        return blocks_.size();
    }

    void add(std::size_t i) {
        const Section& s = section(i);
        Task task;
        task.number = std::to_string(s.label.number);
        const std::u32string body = body_of(i);
        std::u32string title = s.title;
        const Fields in_title = fields_of(title);
        if (in_title.begin != npos) title.resize(in_title.begin);
        if (title.empty()) title = short_title(body);
        task.title = utf8(trim(title));
        const Fields fields = fields_of(in_title.begin != npos ? std::u32string_view(s.title)
                                                               : std::u32string_view(body));
        task.owners = fields.owners;
        task.due = fields.due;
        const std::u32string_view prose =
            std::u32string_view(body).substr(0, in_title.begin != npos ? npos : fields.begin);
        task.text = utf8(trim(prose));
        task.actions = actions_of(prose);
        const std::size_t last = end_block(i);
        const Text& head = blocks_[s.block].text;
        task.span = head.source(0, head.size());
        for (std::size_t b = s.block; b < last; ++b) {
            if (blocks_[b].kind == BlockKind::furniture || blocks_[b].text.empty()) continue;
            task.span.end =
                std::max(task.span.end, blocks_[b].text.source(0, blocks_[b].text.size()).end);
        }
        if (!task.title.empty()) tasks_.push_back(std::move(task));
    }

    // An item without a title of its own is called by its first words.
    static std::u32string short_title(std::u32string_view body) {
        std::size_t end = 0;
        constexpr std::size_t kLongestShortTitle = 30;
        while (end < body.size() && !is_sentence_end(body[end]) && body[end] != U',' &&
               end < kLongestShortTitle)
            ++end;
        return std::u32string(body.substr(0, end));
    }

    std::u32string_view source_;
    const std::vector<Block>& blocks_;
    const Outline& outline_;
    std::vector<Task> tasks_;
    bool has_task_part_ = false;
};

// Rows of a task table: content, owner and due columns.
void add_table_tasks(const std::vector<Block>& blocks, const std::vector<Table>& tables,
                     std::vector<Task>& tasks) {
    for (const Table& table : tables) {
        std::size_t content = npos;
        std::size_t owner = npos;
        std::size_t due = npos;
        std::size_t number = npos;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const ColumnRole role = table.columns[c].role;
            if ((role == ColumnRole::content || role == ColumnRole::metric) && content == npos)
                content = c;
            if (role == ColumnRole::owner && owner == npos) owner = c;
            if (role == ColumnRole::due && due == npos) due = c;
            if (role == ColumnRole::number) number = c;
        }
        const bool listed = number != npos ||
                            (content != npos && table.columns[content].role == ColumnRole::content);
        if (content == npos || !listed || (owner == npos && due == npos)) continue;
        int count = 0;
        for (const std::size_t row : table.rows) {
            const Text& text = blocks[row].text;
            const std::vector<Cell> cells = cells_of(text);
            if (cells.size() != table.columns.size()) continue;
            const auto cell = [&](std::size_t c) {
                return trim(text.view(cells[c].begin, cells[c].end));
            };
            if (cell(content).size() < 2) continue;
            Task task;
            ++count;
            task.number = number != npos && !cell(number).empty() ? utf8(cell(number))
                                                                  : std::to_string(count);
            task.title = utf8(cell(content));
            for (std::size_t c = 0; c < table.columns.size(); ++c) {
                if (table.columns[c].role == ColumnRole::owner) {
                    for (std::string& one : split_owners(cell(c)))
                        task.owners.push_back(std::move(one));
                }
                if (table.columns[c].role == ColumnRole::content && c != content) {
                    task.text += utf8(cell(c));
                    for (std::string& one : actions_of(cell(c)))
                        task.actions.push_back(std::move(one));
                }
            }
            if (due != npos) task.due = utf8(cell(due));
            task.span = text.source(0, text.size());
            tasks.push_back(std::move(task));
        }
    }
}

}  // namespace

std::vector<Task> find_tasks(std::u32string_view source, const std::vector<Block>& blocks,
                             const Outline& outline, const std::vector<Table>& tables) {
    std::vector<Task> tasks = Finder(source, blocks, outline).run();
    add_table_tasks(blocks, tables, tasks);
    return tasks;
}

}  // namespace kc::plan
