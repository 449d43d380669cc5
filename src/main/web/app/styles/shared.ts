import { css } from 'lit';

/** What every component of the console has in common: boxes, links, buttons, inputs, cards. */
export const shared = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { display: block; }
  :host([hidden]), [hidden] { display: none !important; }
  h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, legend { margin: 0; padding: 0; border: 0; min-width: 0; }
  ul, ol { list-style: none; }
  h1 { font-size: 22px; line-height: 1.25; font-weight: 620; letter-spacing: -0.018em; }
  h2 { font-size: 14px; font-weight: 600; letter-spacing: -0.006em; }
  a { color: inherit; }
  :focus { outline: none; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  ::selection { background: color-mix(in srgb, var(--accent) 30%, transparent); }

  .mono { font-family: var(--mono); font-size: 0.92em; font-feature-settings: normal; }
  .quiet { color: var(--text-2); }
  .faint { color: var(--text-3); }
  .number { font-variant-numeric: tabular-nums; }
  .text { overflow-wrap: anywhere; unicode-bidi: isolate; white-space: pre-wrap; }
  .clip { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  .card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow-1); }

  button, .button {
    appearance: none; display: inline-flex; align-items: center; justify-content: center; gap: 7px; min-height: 34px;
    padding: 0 13px; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--surface);
    color: var(--text); font: 520 13px/1 var(--font); letter-spacing: -0.003em; text-decoration: none; cursor: pointer;
    white-space: nowrap; user-select: none; box-shadow: var(--shadow-1);
    transition: background var(--quick), border-color var(--quick), color var(--quick), transform var(--quick);
  }
  button:hover, .button:hover { background: var(--sunken); }
  button:active, .button:active { transform: translateY(0.5px); }
  button[disabled] { opacity: 0.5; cursor: default; pointer-events: none; }
  .primary { background: var(--ink); border-color: var(--ink); color: var(--on-ink); }
  .primary:hover { background: var(--ink-hover); border-color: var(--ink-hover); }
  .plain { border-color: transparent; background: transparent; box-shadow: none; color: var(--text-2); }
  .plain:hover { color: var(--text); background: var(--sunken); }
  .danger { color: var(--bad); }
  .danger:hover { background: var(--bad-soft); border-color: color-mix(in srgb, var(--bad) 40%, transparent); }
  .icon-only { width: 34px; padding: 0; }
  .link {
    min-height: 0; padding: 0; border: 0; background: none; box-shadow: none; color: var(--accent); font-size: inherit;
    font-weight: 500; border-radius: 4px; text-decoration: none;
  }
  .link:hover { background: none; text-decoration: underline; text-underline-offset: 3px; }

  input:not([type='checkbox'], [type='file'], [type='range']), textarea, select {
    width: 100%; min-height: 36px; padding: 7px 11px; border: 1px solid var(--line-strong); border-radius: var(--radius-s);
    background: var(--surface); color: var(--text); font: 400 14px/1.5 var(--font);
    transition: border-color var(--quick), box-shadow var(--quick);
  }
  textarea { display: block; resize: vertical; min-height: 96px; field-sizing: content; max-height: 50vh; }
  input::placeholder, textarea::placeholder { color: var(--text-3); opacity: 1; }
  input:hover, textarea:hover, select:hover { border-color: var(--text-3); }
  input:focus-visible, textarea:focus-visible, select:focus-visible {
    outline: none; border-color: var(--accent); box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 22%, transparent);
  }
  [aria-invalid='true'] { border-color: var(--bad) !important; }
  input[type='checkbox'] { width: 16px; height: 16px; accent-color: var(--accent); margin: 0; }

  @media (pointer: coarse) {
    button, .button { min-height: 40px; }
    .icon-only { width: 40px; }
    input:not([type='checkbox'], [type='file'], [type='range']), textarea, select { min-height: 42px; font-size: 16px; }
    .link { min-height: 24px; }
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation-duration: 0.01ms !important; animation-iteration-count: 1 !important; transition-duration: 0.01ms !important; }
  }
`;
