-- What both renderers ask of pandoc beyond its own markdown:
--   callouts  ::: {.callout-note title="…"}  (or opened by a heading) in markup of the site's own;
--   cells     outputs first, the code that made them beneath (Quarto's cells hold the code first).

local KINDS = { note = "Note", tip = "Tip", important = "Important", warning = "Warning", caution = "Caution" }

local function kind_of(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind and KINDS[kind] then return kind end
  end
end

local function make_callout(div, kind)
  local title = div.attributes.title and pandoc.Inlines(div.attributes.title)
  local body = pandoc.Blocks(div.content)
  if not title and body[1] and body[1].t == "Header" then
    title = body[1].content
    body:remove(1)
  end
  local head = pandoc.Div({ pandoc.Para(title or { pandoc.Str(KINDS[kind]) }) }, pandoc.Attr("", { "pd-callout-title" }))
  body:insert(1, head)
  return pandoc.Div(body, pandoc.Attr(div.identifier, { "pd-callout", "pd-callout-" .. kind }, { role = "note" }))
end

local function put_code_last(div)
  local code, rest = pandoc.Blocks({}), pandoc.Blocks({})
  for _, block in ipairs(div.content) do
    if block.t == "CodeBlock" and block.classes:includes("cell-code") then
      code:insert(block)
    else
      rest:insert(block)
    end
  end
  rest:extend(code)
  div.content = rest
  return div
end

function Div(div)
  local kind = kind_of(div)
  if kind then return make_callout(div, kind) end
  if div.classes:includes("cell") then return put_code_last(div) end
end
