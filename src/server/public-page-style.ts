// data table: how pages of public links look

/** The styles of every page of a public link: light or dark as the visitor's device is, from 320 points upwards. */
export const pageStyle = `
:root { color-scheme: light dark;
  --ground: #f6f6f4; --card: #ffffff; --well: #ecebe8; --line: #dddbd6; --ink: #1b1b1a; --quiet: #5d5b57;
  --strong: #1b1b1a; --on-strong: #ffffff; --focus: #2f5fd0; --bad: #a4262c }
@media (prefers-color-scheme: dark) { :root {
  --ground: #141413; --card: #1e1e1d; --well: #2a2a28; --line: #3a3936; --ink: #f1f0ed; --quiet: #a9a7a1;
  --strong: #f1f0ed; --on-strong: #1b1b1a; --focus: #8fb0ff; --bad: #ff9c9c } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--ground);
  color: var(--ink); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif }
header, main, footer { width: 100%; max-width: 1280px; margin: 0 auto; padding: 0 16px }
header { padding-top: 40px; padding-bottom: 24px }
main { flex: 1 }
footer { padding-top: 40px; padding-bottom: 24px; color: var(--quiet); font-size: 13px }
h1 { margin: 0; font-size: clamp(22px, 4vw, 30px); line-height: 1.2; font-weight: 650; letter-spacing: -.01em;
  overflow-wrap: anywhere; text-wrap: balance }
p { margin: 8px 0 0 }
.quiet { color: var(--quiet); font-size: 14px }
.files { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px;
  grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)) }
.file { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--line);
  border-radius: 10px; overflow: hidden }
.picture { position: relative; aspect-ratio: 1; display: grid; place-items: center; background: var(--well) }
.picture img { position: absolute; inset: 10px; width: calc(100% - 20px); height: calc(100% - 20px);
  object-fit: scale-down }
.picture span { font-size: 13px; font-weight: 600; letter-spacing: .06em; color: var(--quiet) }
.words { padding: 10px 12px 12px; display: flex; flex-direction: column; gap: 2px; flex: 1 }
.name { font-weight: 550; font-size: 14px; line-height: 1.35; overflow-wrap: anywhere }
.words .quiet { font-size: 13px; margin: 0 }
.words .button { margin-top: auto }
.words .gap { flex: 1; min-height: 8px }
.button, button { display: inline-flex; align-items: center; justify-content: center; min-height: 40px; padding: 0 16px;
  border: 1px solid var(--line); border-radius: 8px; background: transparent; color: var(--ink); font: inherit;
  font-size: 14px; font-weight: 550; text-decoration: none; cursor: pointer }
.button:hover { border-color: var(--quiet) }
.strong, button { background: var(--strong); border-color: var(--strong); color: var(--on-strong) }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
nav { margin-top: 24px; display: flex; gap: 12px; flex-wrap: wrap }
.single .file { display: grid; grid-template-columns: minmax(0, 1fr) 300px; max-width: 960px }
.single .picture { aspect-ratio: 4 / 3 }
.single .picture img { inset: 24px; width: calc(100% - 48px); height: calc(100% - 48px) }
.single .words { padding: 24px }
.single .name { font-size: 16px }
.middle { max-width: 420px; margin: 12vh auto 0; padding: 28px 24px; background: var(--card);
  border: 1px solid var(--line); border-radius: 12px }
.middle h1 { font-size: 21px }
form { margin-top: 20px; display: grid; gap: 8px }
label { font-size: 14px; font-weight: 550 }
input { width: 100%; min-height: 44px; padding: 0 12px; border: 1px solid var(--quiet); border-radius: 8px;
  background: var(--ground); color: var(--ink); font: inherit }
form button { margin-top: 8px; min-height: 44px }
.bad { margin: 0; color: var(--bad); font-size: 14px }
@media (max-width: 640px) {
  header { padding-top: 24px; padding-bottom: 16px }
  .files { grid-template-columns: repeat(auto-fill, minmax(148px, 1fr)) }
  .single .file { grid-template-columns: minmax(0, 1fr) }
  .single .picture img { inset: 12px; width: calc(100% - 24px); height: calc(100% - 24px) }
  .single .words { padding: 16px }
  .single .words .gap { min-height: 16px } }
`
