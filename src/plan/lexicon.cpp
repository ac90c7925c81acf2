// SPDX-License-Identifier: Apache-2.0
#include "plan/lexicon.hpp"

namespace kc::plan {

const WordTable<Verb>& verbs() {
    constexpr Verb kReach{VerbClass::reach};
    constexpr Verb kReachIn{VerbClass::reach, std::nullopt, false};
    constexpr Verb kOver{VerbClass::reach, Bound::more_than};
    constexpr Verb kGrow{VerbClass::grow, std::nullopt, false};
    constexpr Verb kFresh{VerbClass::fresh};
    constexpr Verb kFreshIn{VerbClass::fresh, std::nullopt, false};
    constexpr Verb kNet{VerbClass::net};
    constexpr Verb kEnter{VerbClass::enter, std::nullopt, false};
    static const WordTable<Verb> table = {
        {U"达到", kReach},         {U"达", kReachIn},       {U"为", kReachIn},
        {U"实现", kReach},         {U"完成", kReach},       {U"突破", kOver},
        {U"突破到", kOver},        {U"保持在", kReach},     {U"稳定在", kReach},
        {U"提高到", kReach},       {U"提高至", kReach},     {U"提升到", kReach},
        {U"提升至", kReach},       {U"增加到", kReach},     {U"增加至", kReach},
        {U"增长到", kReach},       {U"增长至", kReach},     {U"扩大到", kReach},
        {U"扩大至", kReach},       {U"发展到", kReach},     {U"发展至", kReach},
        {U"上升到", kReach},       {U"上升至", kReach},     {U"增至", kReach},
        {U"升至", kReach},         {U"升到", kReach},       {U"降至", kReach},
        {U"降到", kReach},         {U"下降到", kReach},     {U"下降至", kReach},
        {U"降低到", kReach},       {U"降低至", kReach},     {U"到", kReachIn},
        {U"至", kReachIn},         {U"有", kReachIn},       {U"拥有", kReachIn},
        {U"保有", kReachIn},       {U"累计达到", kReach},   {U"总数达到", kReach},
        {U"确保完成", kReach},     {U"位列", kReachIn},     {U"进入", kReachIn},
        {U"进入到", kReachIn},     {U"跻身", kReachIn},     {U"位居", kReachIn},
        {U"居", kReachIn},         {U"保持", kReachIn},     {U"排名", kReachIn},
        {U"列", kReachIn},         {U"前移", kReachIn},     {U"形成", kReach},
        {U"推动形成", kReach},     {U"跃居", kReachIn},     {U"稳居", kReachIn},
        {U"稳定", kReachIn},       {U"继续保持", kReachIn}, {U"保持", kReachIn},
        {U"挺进", kReachIn},       {U"冲刺", kReachIn},     {U"超额完成", kReach},
        {U"达成", kReach},         {U"力争达到", kReach},   {U"凝练", kFreshIn},
        {U"占", kReachIn},         {U"增长", kGrow},        {U"同比增长", kGrow},
        {U"年均增长", kGrow},      {U"年增长", kGrow},      {U"递增", kGrow},
        {U"年递增", kGrow},        {U"年均递增", kGrow},    {U"提高", kGrow},
        {U"提升", kGrow},          {U"增加", kGrow},        {U"下降", kGrow},
        {U"降低", kGrow},          {U"上升", kGrow},        {U"同比提高", kGrow},
        {U"同比提升", kGrow},      {U"增幅", kGrow},        {U"增速", kGrow},
        {U"降幅", kGrow},          {U"增", kGrow},          {U"涨幅", kGrow},
        {U"同比增加", kGrow},      {U"同比下降", kGrow},    {U"年增", kGrow},
        {U"增量", kGrow},          {U"净增", kNet},         {U"净增加", kNet},
        {U"净增长", kNet},         {U"新增", kFresh},       {U"新增加", kFresh},
        {U"新认定", kFresh},       {U"新培育", kFresh},     {U"新引进", kFresh},
        {U"新建", kFresh},         {U"新建成", kFresh},     {U"新获批", kFresh},
        {U"新创建", kFresh},       {U"新组建", kFresh},     {U"新设立", kFresh},
        {U"新设", kFresh},         {U"新成立", kFresh},     {U"新入驻", kFresh},
        {U"新入库", kFresh},       {U"新注册", kFresh},     {U"新签约", kFresh},
        {U"新开工", kFresh},       {U"新招引", kFresh},     {U"新选派", kFresh},
        {U"引进", kFresh},         {U"引育", kFresh},       {U"招引", kFresh},
        {U"招引培育", kFresh},     {U"引进培育", kFresh},   {U"培育", kFresh},
        {U"培育壮大", kFresh},     {U"培养", kFresh},       {U"招商引进", kFresh},
        {U"集聚", kFresh},         {U"吸引", kFresh},       {U"招聘", kFresh},
        {U"建成", kFresh},         {U"建设", kFreshIn},     {U"建立", kFresh},
        {U"组建", kFresh},         {U"创建", kFreshIn},     {U"创成", kFresh},
        {U"设立", kFresh},         {U"打造", kFresh},       {U"布局", kFreshIn},
        {U"布局建设", kFresh},     {U"搭建", kFresh},       {U"共建", kFreshIn},
        {U"认定", kFreshIn},       {U"获批", kFreshIn},     {U"获评", kFreshIn},
        {U"获得", kFreshIn},       {U"争创", kFresh},       {U"入选", kFreshIn},
        {U"举办", kFresh},         {U"承办", kFresh},       {U"开展", kFresh},
        {U"组织", kFreshIn},       {U"组织开展", kFresh},   {U"组织实施", kFresh},
        {U"实施", kFreshIn},       {U"推进", kFreshIn},     {U"推动", kFreshIn},
        {U"促成", kFresh},         {U"促进", kFreshIn},     {U"达成合作", kFresh},
        {U"签订", kFresh},         {U"签署", kFresh},       {U"签约", kFreshIn},
        {U"选派", kFresh},         {U"选聘", kFresh},       {U"遴选", kFresh},
        {U"派出", kFresh},         {U"下派", kFresh},       {U"培训", kFreshIn},
        {U"服务", kFreshIn},       {U"走访", kFresh},       {U"攻克", kFresh},
        {U"突破关键技术", kFresh}, {U"转化", kFreshIn},     {U"转移转化", kFreshIn},
        {U"落地", kFreshIn},       {U"落户", kFreshIn},     {U"入驻", kFreshIn},
        {U"孵化", kFreshIn},       {U"孵化培育", kFresh},   {U"发放", kFreshIn},
        {U"兑现", kFreshIn},       {U"投放", kFreshIn},     {U"推广", kFreshIn},
        {U"示范推广", kFresh},     {U"应用", kFreshIn},     {U"开发", kFreshIn},
        {U"研发", kFreshIn},       {U"研制", kFreshIn},     {U"发布", kFreshIn},
        {U"征集", kFresh},         {U"收集", kFresh},       {U"对接", kFreshIn},
        {U"解决", kFresh},         {U"带动", kFresh},       {U"覆盖", kFreshIn},
        {U"申请", kFreshIn},       {U"授权", kFreshIn},     {U"推荐", kFresh},
        {U"推荐申报", kFresh},     {U"争取", kFreshIn},     {U"争取到", kFresh},
        {U"立项", kFreshIn},       {U"开工", kFreshIn},     {U"投产", kFreshIn},
        {U"竣工", kFreshIn},       {U"谋划", kFresh},       {U"储备", kFreshIn},
        {U"安排", kFresh},         {U"投入", kFreshIn},     {U"支持", kFreshIn},
        {U"参加", kFresh},         {U"参展", kFreshIn},     {U"推介", kFreshIn},
        {U"制定", kFresh},         {U"制修订", kFresh},     {U"编印", kFresh},
        {U"撰写", kFresh},         {U"报送", kFresh},       {U"刊发", kFresh},
        {U"聘请", kFresh},         {U"柔性引进", kFresh},   {U"盘活", kFresh},
        {U"改造", kFreshIn},       {U"新改建", kFresh},     {U"启动", kFresh},
        {U"启动建设", kFresh},     {U"提供", kFresh},       {U"梳理", kFresh},
        {U"挖掘", kFresh},         {U"上市", kFreshIn},     {U"挂牌", kFreshIn},
        {U"晋升", kFreshIn},       {U"升级", kFreshIn},     {U"通过认定", kFreshIn},
        {U"通过", kFreshIn},       {U"承担", kFresh},       {U"争取立项", kFresh},
        {U"取得", kFresh},         {U"产出", kFresh},       {U"转让", kFreshIn},
        {U"牵头", kFreshIn},       {U"成立", kFresh},       {U"建", kFreshIn},
        {U"建好", kFresh},         {U"用好", kFresh},       {U"招收", kFresh},
        {U"入园", kFreshIn},       {U"设置", kFreshIn},     {U"辅导", kFresh},
        {U"办理", kFresh},         {U"引才", kFreshIn},     {U"柔性引才", kFresh},
        {U"邀请", kFresh},         {U"摸排", kFresh},       {U"筹集", kFresh},
        {U"归集", kFresh},         {U"交付", kFreshIn},     {U"育成", kFresh},
        {U"带农", kFreshIn},       {U"联农带农", kFresh},   {U"动态入库", kEnter},
        {U"减少", kNet},           {U"压缩", kGrow},        {U"增产", kGrow},
        {U"收窄到", kReach},       {U"收窄至", kReach},     {U"压减", kNet},
        {U"报会", kFreshIn},       {U"股改", kFreshIn},

        {U"帮助", kFreshIn},       {U"辐射带动", kFresh},   {U"汇聚", kFresh},
        {U"选树", kFresh},         {U"入库", kEnter},       {U"备案", kEnter},
        {U"登记", kEnter},         {U"评价入库", kEnter},   {U"申报", kEnter},
        {U"注册", kEnter},         {U"入规", kEnter},       {U"入统", kEnter},
        {U"组织申报", kEnter},     {U"登记备案", kEnter},   {U"纳统", kEnter},
        {U"入册", kEnter},
    };
    return table;
}

const WordTable<Bound>& comparators() {
    using enum Bound;
    static const WordTable<Bound> table = {
        {U"不少于", at_least},     {U"不低于", at_least},
        {U"不小于", at_least},     {U"至少", at_least},
        {U"最少", at_least},       {U"不得少于", at_least},
        {U"不得低于", at_least},   {U"不下", at_least},
        {U"不下于", at_least},     {U"起码", at_least},
        {U"大于等于", at_least},   {U"大于或等于", at_least},
        {U"达到或超过", at_least}, {U"超过", more_than},
        {U"超", more_than},        {U"高于", more_than},
        {U"大于", more_than},      {U"多于", more_than},
        {U"突破", more_than},      {U"超出", more_than},
        {U"跨过", more_than},      {U"迈上", more_than},
        {U"破", more_than},        {U"冲破", more_than},
        {U"不超过", at_most},      {U"不高于", at_most},
        {U"不大于", at_most},      {U"不多于", at_most},
        {U"控制在", at_most},      {U"不得超过", at_most},
        {U"不得高于", at_most},    {U"至多", at_most},
        {U"小于等于", at_most},    {U"控制在不超过", at_most},
        {U"低于", less_than},      {U"少于", less_than},
        {U"小于", less_than},      {U"约", about},
        {U"大约", about},          {U"近", about},
        {U"接近", about},          {U"约为", about},
        {U"达到约", about},        {U"≥", at_least},
        {U"≤", at_most},           {U">", more_than},
        {U"<", less_than},         {U"不低於", at_least},
        {U"逾", more_than},        {U"过", more_than},
        {U"不少於", at_least},     {U"超过了", more_than},
    };
    return table;
}

const WordSet& hedges() {
    static const WordSet set = {U"力争", U"确保",   U"争取", U"努力", U"力求", U"预计", U"计划",
                                U"拟",   U"原则上", U"力保", U"冲刺", U"预期", U"奋力", U"尽力",
                                U"保证", U"务必",   U"必须", U"有望", U"力促", U"保底"};
    return set;
}

const WordSet& fillers() {
    static const WordSet set = {
        U"均",       U"都",       U"各",       U"分别",     U"分别为", U"要",       U"将",
        U"应",       U"须",       U"需",       U"也",       U"再",     U"总计",     U"合计",
        U"共",       U"共计",     U"累计",     U"每年",     U"年均",   U"全年",     U"年内",
        U"当年",     U"年底",     U"年底前",   U"新",       U"就",     U"可",       U"能",
        U"各自",     U"平均",     U"的",       U"并",       U"比上年", U"较上年",   U"比去年",
        U"较去年",   U"同比",     U"比上一年", U"总共",     U"左右",   U"成功",     U"顺利",
        U"超额",     U"率先",     U"全部",     U"数量",     U"数达",   U"由",       U"从",
        U"较上年度", U"按可比价", U"年度",     U"每年不少", U"全市",   U"全县",     U"全区",
        U"新增长",   U"保持",     U"力争",     U"确保",     U"争取",   U"努力",     U"预计",
        U"拟",       U"实际",     U"任务",     U"目标",     U"总体",   U"底线目标", U"奋斗目标",
        U"基本目标", U"保底目标", U"底线",     U"奋斗",     U"现有",   U"原有",     U"每家企业",
        U"以",       U"在",       U"会",       U"中"};
    return set;
}

const WordSet& scopes() {
    static const WordSet set = {
        U"全市",     U"全县",     U"全区",       U"全省",         U"全国",       U"全镇",
        U"全州",     U"全旗",     U"全盟",       U"全自治区",     U"我市",       U"我县",
        U"我区",     U"我省",     U"各县市区",   U"各县(市、区)", U"各县区",     U"各县(区)",
        U"各市",     U"各区",     U"各县",       U"各乡镇",       U"各镇",       U"各园区",
        U"各开发区", U"每个县",   U"每县",       U"每个县区",     U"每个县市区", U"每个县(市、区)",
        U"各地",     U"各地区",   U"各区县",     U"各区市县",     U"园区",       U"高新区",
        U"经开区",   U"开发区",   U"市本级",     U"市级",         U"市直",       U"本市",
        U"本区",     U"本县",     U"各区(市)县", U"各旗县区",     U"各乡镇街道", U"各街道",
        U"每个乡镇", U"全园",     U"区内",       U"市内",         U"县内",       U"各县市",
        U"各市(区)", U"各市、县", U"每个园区",   U"各高新区",     U"每个区",     U"各设区市"};
    return set;
}

const WordSet& openers() {
    static const WordSet set = {
        U"其中",     U"并",       U"并且",     U"同时",     U"以及",     U"和",       U"与",
        U"及",       U"且",       U"还",       U"而",       U"使",       U"使得",     U"让",
        U"对",       U"把",       U"将",       U"要",       U"进一步",   U"加快",     U"积极",
        U"大力",     U"重点",     U"持续",     U"不断",     U"稳步",     U"扎实",     U"全力",
        U"着力",     U"深入",     U"推动",     U"推进",     U"促进",     U"支持",     U"鼓励",
        U"引导",     U"强化",     U"加强",     U"继续",     U"主动",     U"切实",     U"有效",
        U"逐步",     U"力争",     U"确保",     U"争取",     U"努力",     U"力求",     U"预计",
        U"计划",     U"拟",       U"原则上",   U"实现",     U"完成",     U"达到",     U"全年",
        U"年内",     U"今年",     U"明年",     U"当年",     U"年底",     U"年底前",   U"年末",
        U"到年底",   U"到今年底", U"截至年底", U"每年",     U"力促",     U"使全市",   U"通过",
        U"共",       U"累计",     U"总体",     U"总",       U"也",       U"再",       U"新",
        U"各",       U"市级",     U"到",       U"上半年",   U"下半年",   U"一季度",   U"二季度",
        U"三季度",   U"四季度",   U"三年内",   U"两年内",   U"五年内",   U"期末",     U"必须",
        U"务必",     U"保证",     U"力保",     U"奋力",     U"需",       U"应",       U"须",
        U"另外",     U"此外",     U"会议提出", U"目标是",   U"目标为",   U"分别",     U"在",
        U"由",       U"的",       U"以",       U"主要目标", U"预期目标", U"目标任务", U"工作目标",
        U"总目标",   U"年度目标", U"发展目标", U"具体目标", U"精心",     U"高质量",   U"依托",
        U"围绕",     U"聚焦",     U"至",       U"年均",     U"平均",     U"至少",     U"未来",
        U"今后",     U"我市将",   U"我们将",   U"我们要",   U"计划年内", U"内",       U"前",
        U"后",       U"末",       U"底",       U"年",       U"多措并举", U"力争使",   U"力争到",
        U"有条件的", U"逐年",     U"联合"};
    return set;
}

const WordTable<TenseCue>& tense_cues() {
    constexpr TenseCue kPast{Tense::past};
    constexpr TenseCue kPastWeak{Tense::past, false};
    constexpr TenseCue kFuture{Tense::future};
    constexpr TenseCue kFutureWeak{Tense::future, false};
    constexpr TenseCue kAhead{Tense::future, true, true};
    constexpr TenseCue kNone{Tense::unknown};
    static const WordTable<TenseCue> table = {
        {U"已", kPast},           {U"已经", kPast},         {U"自己", kNone},
        {U"截至", kPast},         {U"截止", kPast},         {U"截止日期", kNone},
        {U"截至年底", kNone},     {U"目前", kPast},         {U"现有", kPast},
        {U"去年", kPast},         {U"上年", kPast},         {U"较上年", kNone},
        {U"比上年", kNone},       {U"较去年", kNone},       {U"比去年", kNone},
        {U"在去年", kNone},       {U"在上年", kNone},       {U"高于上年", kNone},
        {U"与上年", kNone},       {U"上年度", kPast},       {U"以来", kPast},
        {U"完成了", kPast},       {U"实现了", kPast},       {U"取得了", kPast},
        {U"达到了", kPast},       {U"新增了", kPast},       {U"引进了", kPast},
        {U"培育了", kPast},       {U"建成了", kPast},       {U"举办了", kPast},
        {U"组织了", kPast},       {U"开展了", kPast},       {U"突破了", kPast},
        {U"获得了", kPast},       {U"超过了", kPast},       {U"过去一年", kPast},
        {U"过去五年", kPast},     {U"五年来", kPast},       {U"一年来", kPast},
        {U"几年来", kPast},       {U"近年来", kPast},       {U"会议指出", kPastWeak},
        {U"会议回顾", kPast},     {U"据统计", kPast},       {U"主要目标", kAhead},
        {U"工作目标", kAhead},    {U"目标任务是", kAhead},  {U"据了解", kPastWeak},
        {U"据介绍", kPastWeak},   {U"先后", kPast},         {U"累计", kNone},
        {U"位居全省", kPastWeak}, {U"居全省", kPastWeak},   {U"列全省", kPastWeak},
        {U"同比", kNone},         {U"荣获", kPast},         {U"成功举办", kPast},
        {U"成功获批", kPast},     {U"顺利完成", kPast},     {U"超额完成", kPastWeak},
        {U"原来的", kPast},       {U"由目前", kNone},       {U"从目前", kNone},
        {U"由现在", kNone},       {U"较年初", kNone},       {U"只有", kPast},
        {U"向上争取", kNone},     {U"争取各类", kNone},     {U"争取上级", kNone},
        {U"争取国家", kNone},     {U"争取省", kNone},       {U"争取中央", kNone},
        {U"争取资金", kNone},     {U"争取到", kPastWeak},   {U"争取项目", kNone},
        {U"争取科技", kNone},     {U"争取市", kNone},       {U"争取中省", kNone},
        {U"仅有", kPast},         {U"颁奖", kPast},         {U"授牌", kPastWeak},
        {U"基础上", kNone},       {U"在现有", kNone},       {U"现有基础", kNone},
        {U"回顾", kPast},         {U"力争", kFuture},       {U"确保", kFuture},
        {U"争取", kFuture},       {U"努力", kFuture},       {U"力求", kFuture},
        {U"计划", kFutureWeak},   {U"规划", kNone},         {U"目标", kFutureWeak},
        {U"力保", kFuture},       {U"务必", kFuture},       {U"必须", kFutureWeak},
        {U"将", kFuture},         {U"将军", kNone},         {U"要", kFuture},
        {U"要求", kFutureWeak},   {U"重要", kNone},         {U"主要", kNone},
        {U"需要", kNone},         {U"要素", kNone},         {U"纪要", kNone},
        {U"要点", kNone},         {U"只要", kNone},         {U"必要", kNone},
        {U"摘要", kNone},         {U"提要", kNone},         {U"将近", kNone},
        {U"明年", kAhead},        {U"下一步", kAhead},      {U"下步", kAhead},
        {U"下阶段", kAhead},      {U"今后", kAhead},        {U"未来", kAhead},
        {U"预期", kFuture},       {U"拟", kFuture},         {U"模拟", kNone},
        {U"虚拟", kNone},         {U"年内", kFutureWeak},   {U"会议强调", kFutureWeak},
        {U"会议要求", kAhead},    {U"会议提出", kAhead},    {U"会议明确", kAhead},
        {U"会议部署", kAhead},    {U"部署", kFutureWeak},   {U"提出", kFutureWeak},
        {U"明确", kFutureWeak},   {U"奋力", kFuture},       {U"原则上", kFuture},
        {U"到年底", kFuture},     {U"年底前", kFuture},     {U"规划提出", kAhead},
        {U"目标是", kAhead},      {U"总目标", kAhead},      {U"期末", kAhead},
        {U"五年后", kFuture},     {U"有望", kFutureWeak},   {U"冲刺", kFuture},
        {U"不低于", kFutureWeak}, {U"不少于", kFutureWeak}, {U"至少", kFutureWeak},
        {U"今年以来", kPast},     {U"今年上半年", kPast},   {U"计划单列", kNone},
        {U"科技计划", kNone},     {U"研发计划", kNone},     {U"计划项目", kNone},
        {U"培育计划", kNone},     {U"行动计划", kNone},     {U"倍增计划", kNone},
        {U"人才计划", kNone},     {U"星火计划", kNone},     {U"火炬计划", kNone},
        {U"专项计划", kNone},     {U"任务完成", kPastWeak}, {U"完成情况", kPastWeak},
        {U"目标任务", kNone},     {U"完成年度", kPastWeak}, {U"占年度", kPast},
        {U"目标的", kPast},       {U"完成目标", kPastWeak}, {U"由去年", kNone},
        {U"从去年", kNone},       {U"由上年", kNone},       {U"从上年", kNone},
        {U"前三季度", kPast},     {U"创历史新高", kPast},   {U"今年", {Tense::reset}},
        {U"成立以来", kPast},     {U"计划完成", kFuture},   {U"自治区", kNone},
        {U"计划建设", kFuture},   {U"计划新增", kFuture},   {U"目标值", kNone},
        {U"要素市场", kNone},     {U"约定", kNone},         {U"将要", kFuture},
        {U"早日", kFuture},
    };
    return table;
}

}  // namespace kc::plan
