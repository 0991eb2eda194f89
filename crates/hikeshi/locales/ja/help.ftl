# `hikeshi guide`（ヘルプ）の文言。記事そのものは help/ja にある。

help-guide = ヘルプの記事を読みます。質問を書くと、合う記事が出ます（通信はしません）
help-guide-question = 質問や言葉、または記事の名前（省くと記事の一覧）
help-guide-sites = 公式のサイトと公的な窓口の一覧を出します（アドレスは自分で入力してください）
help-guide-json = 機械で読む結果（JSON）だけを出します
help-guide-lang = 言語（ja・en）

guide-kinds = 困りごと
guide-procedures = 手続きと相談先
guide-how = 質問をそのまま書いて探せます。例：hikeshi guide 出金できない
guide-none = 合う記事が見つかりませんでした。言葉を変えるか、一覧からお選びください。急ぐときは「はじめ」に状況を書いてください。
guide-others = ほかの記事（hikeshi guide のあとに名前を書くと読めます）
guide-doubt = 確かめられていないこと：{ $text }
guide-written = { $written }に確認した内容です。
guide-overdue = 要確認：見直しの期日（{ $day }）を過ぎています。公式のページで確かめてから使ってください。
guide-sites-exchange = Binanceのサイトとして一覧にあるもの
guide-sites-offices = 公的な窓口と協会
guide-site = {"   "}{ $address }（{ $whose }、{ $since }）
guide-site-unsourced = {"   "}{ $address }（{ $whose }、{ $since }、裏づけは未確認）
guide-sites-note = アドレスは、ご自分で入力してください。似た文字を使った偽物があります。一覧にないサイトが、すべて偽物という意味ではありません。
