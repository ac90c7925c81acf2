// SPDX-License-Identifier: Apache-2.0
#include "server/journal_words.hpp"

#include <algorithm>
#include <array>

#include "server/json_reader.hpp"

namespace kc::server {
namespace {

struct KindWords {
    std::string_view begins;
    std::string_view zh;
    std::string_view en;
};

// A longer beginning stands before the shorter one it begins with.
constexpr auto kKinds = std::to_array<KindWords>({
    {"setup", "首次运行", "first run"},
    {"session.begin", "登录", "signed in"},
    {"session.refused", "登录失败", "was refused at sign-in"},
    {"session.end", "结束他人的登录", "ended sessions"},
    {"user.create", "开立账号", "opened an account"},
    {"user.role", "改变账号角色", "changed an account's role"},
    {"user.state", "开停账号", "opened or closed an account"},
    {"user.password", "修改密码", "changed the password"},
    {"reset.ask", "申请重置", "asked for a reset"},
    {"reset.confirm", "确认重置", "confirmed a reset"},
    {"reset.withdraw", "撤回重置", "withdrew a reset"},
    {"second-factor.begin", "开始设置第二因素", "began a second factor"},
    {"second-factor.confirm", "启用第二因素", "set a second factor"},
    {"second-factor.remove", "停用第二因素", "removed a second factor"},
    {"second-factor.use", "使用验证码", "entered a code"},
    {"identity.link", "关联统一身份", "linked an identity"},
    {"identity.unlink", "解除统一身份", "unlinked an identity"},
    {"grant.give", "授予角色", "granted a role"},
    {"grant.confirm", "确认授权", "confirmed a grant"},
    {"grant.end", "收回授权", "ended a grant"},
    {"delegation.begin", "委托角色", "lent a role"},
    {"delegation.end", "结束委托", "ended a loan"},
    {"record.create", "新建记录", "created a record"},
    {"record.rename", "更名", "renamed a record"},
    {"record.update", "修改记录", "changed a record"},
    {"record.state", "记录流转", "moved a record on"},
    {"record.states", "批量流转记录", "moved many records on"},
    {"record.close", "停用记录", "closed a record"},
    {"record.merge", "合并记录", "merged records"},
    {"record.split", "拆分记录", "split a record"},
    {"record.yearly", "修改年度数据", "changed yearly figures"},
    {"record.import", "导入记录", "imported records"},
    {"record.tables", "建立登记库的表", "made tables of registries"},
    {"sample.account", "建立示例账号", "made an account of a sample"},
    {"sample.grant", "示例授权", "granted a role in a sample"},
    {"sample.confirmation", "确认示例授权", "confirmed a grant in a sample"},
    {"record.sample", "写入示例记录", "wrote records of a sample"},
    {"record.", "办理记录", "worked on a record"},
    {"collection.firms", "设定填报企业", "set the firms of a form"},
    {"collection.save", "保存填报表", "saved a sheet"},
    {"collection.submit", "提交填报表", "submitted a sheet"},
    {"collection.sign", "审签填报表", "signed a sheet"},
    {"collection.return", "退回填报表", "returned a sheet"},
    {"collection.verify", "核验填报表", "verified a sheet"},
    {"collection.", "办理填报表", "worked on a sheet"},
    {"fact", "填报数据", "recorded figures"},
    {"import.", "导入文件", "imported a file"},
    {"plan.", "处理计划文件", "worked on a plan"},
    {"pack.", "启用工作包", "put a pack to work"},
    {"job.", "后台任务", "background work"},
});

// What names an object, and words from closed lists. Fields of records stand deeper and are not
// among them.
constexpr auto kTold = std::to_array<std::string_view>(
    {"name", "account", "role",   "open",     "owner",     "delegate", "grant",   "number", "what",
     "from", "to",      "units",  "sections", "registry",  "id",       "version", "state",  "life",
     "form", "unit",    "period", "step",     "file_name", "draft",    "provider"});

std::string joined(const JsonValue& list) {
    std::string text;
    for (const JsonValue& item : list.items) {
        if (item.type != JsonType::text && item.type != JsonType::number) continue;
        if (!text.empty()) text += ", ";
        text += item.text;
    }
    return text;
}

// A list of records is told as "enterprise/12".
void add_records(const JsonValue& value, std::vector<std::pair<std::string, std::string>>& to) {
    if (value.type == JsonType::array) {
        for (const JsonValue& item : value.items) add_records(item, to);
        return;
    }
    const JsonValue* registry = value.find("registry");
    const JsonValue* id = value.find("id");
    if (registry == nullptr || id == nullptr) return;
    std::pair<std::string, std::string> one{"record", registry->text + "/" + id->text};
    if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(std::move(one));
}

}  // namespace

pack::Bilingual kind_words(std::string_view kind) {
    for (const KindWords& one : kKinds) {
        if (kind.starts_with(one.begins)) return {std::string(one.zh), std::string(one.en)};
    }
    return {std::string(kind), std::string(kind)};
}

std::vector<std::pair<std::string, std::string>> about(const store::JournalEntry& entry) {
    std::vector<std::pair<std::string, std::string>> told;
    if (auto payload = read_json(entry.payload)) {
        for (const auto& [name, value] : payload->members) {
            if (std::find(kTold.begin(), kTold.end(), name) == kTold.end()) continue;
            if (value.type == JsonType::object) {
                add_records(value, told);
                continue;
            }
            std::string text = value.type == JsonType::array ? joined(value) : value.text;
            if (!text.empty()) told.emplace_back(name, std::move(text));
        }
    }
    if (entry.kind.starts_with("record.")) {
        if (auto answer = read_json(entry.answer)) add_records(*answer, told);
    }
    return told;
}

}  // namespace kc::server
