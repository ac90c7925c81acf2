// SPDX-License-Identifier: Apache-2.0
#include "plan/units.hpp"

namespace kc::plan {

const WordTable<UnitClass>& unit_words() {
    using enum UnitClass;
    static const WordTable<UnitClass> table = {
        {U"家", count},       {U"户", count},        {U"个", count},        {U"项", count},
        {U"件", count},       {U"处", count},        {U"篇", count},        {U"场", count},
        {U"场次", count},     {U"次", count},        {U"台", count},        {U"套", count},
        {U"台套", count},     {U"台(套)", count},    {U"只", count},        {U"条", count},
        {U"批", count},       {U"批次", count},      {U"门", count},        {U"份", count},
        {U"册", count},       {U"支", count},        {U"组", count},        {U"种", count},
        {U"座", count},       {U"所", count},        {U"株", count},        {U"头", count},
        {U"笔", count},       {U"单", count},        {U"辆", count},        {U"间", count},
        {U"张", count},       {U"期", count},        {U"对", count},        {U"宗", count},
        {U"例", count},       {U"企", count},        {U"家次", count},      {U"户次", count},
        {U"个次", count},     {U"项次", count},      {U"件次", count},      {U"幅", count},
        {U"栋", count},       {U"辆次", count},      {U"部", count},        {U"款", count},
        {U"起", count},       {U"艘", count},        {U"架", count},        {U"课时", count},
        {U"学时", count},     {U"件/万人", count},   {U"件每万人", count},  {U"人年/万人", people},
        {U"人/万人", people}, {U"件/亿元", count},   {U"万元/人", money},   {U"万元/亩", money},
        {U"名", people},      {U"人", people},       {U"人次", people},     {U"人年", people},
        {U"位", people},      {U"人·年", people},    {U"人.年", people},    {U"户数", count},
        {U"元", money},       {U"元人民币", money},  {U"美元", money},      {U"欧元", money},
        {U"元/亩", money},    {U"元/人", money},     {U"元/吨", money},
        {U"%", percent},      {U"‰", percent},
        {U"个百分点", points}, {U"百分点", points},  {U"个点", points},
        {U"倍", multiple},
        {U"吨", measure},     {U"公斤", measure},    {U"斤", measure},      {U"亩", measure},
        {U"公顷", measure},   {U"平方米", measure},  {U"平方公里", measure}, {U"㎡", measure},
        {U"公里", measure},   {U"千米", measure},    {U"米", measure},      {U"立方米", measure},
        {U"千瓦", measure},   {U"千瓦时", measure},  {U"度", measure},      {U"兆瓦", measure},
        {U"吨标准煤", measure}, {U"吨标煤", measure}, {U"微克/立方米", measure}, {U"标准煤", measure},
        {U"毫克/升", measure}, {U"分贝", measure},   {U"羽", measure},      {U"吨/年", measure},
        {U"P", measure},      {U"PFlops", measure},  {U"机时", measure},    {U"微克每立方米", measure},
        {U"岁", years},       {U"周岁", time},
        {U"年", time},        {U"个月", time},       {U"天", time},         {U"日", time},
        {U"小时", time},      {U"分钟", time},       {U"周", time},         {U"个工作日", time},
        {U"工作日", time},    {U"个小时", time},     {U"个季度", time},     {U"个年度", time},
        {U"学年", time},      {U"秒", time},         {U"个自然日", time},   {U"个星期", time},
        {U"强", rank},        {U"分", score},        {U"点", score},
    };
    return table;
}

bool is_multiplier(char32_t c) {
    return c == U'万' || c == U'亿' || c == U'千' || c == U'百';
}

UnitClass unit_class(std::u32string_view unit) {
    std::size_t i = 0;
    while (i < unit.size() && is_multiplier(unit[i])) ++i;
    const std::u32string_view core = unit.substr(i);
    if (core.empty()) return UnitClass::count;
    const auto* entry = unit_words().match(core, 0);
    return entry != nullptr && entry->first.size() == core.size() ? entry->second : UnitClass::count;
}

}  // namespace kc::plan
