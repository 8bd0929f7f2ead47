// What the pages do beyond plain HTML. Everything works without it, less comfortably.
(function () {
  "use strict";

  document.documentElement.classList.add("scripted");

  function restore(form) {
    delete form.dataset.sent;
    form.querySelectorAll("button[data-held]").forEach(function (button) {
      button.disabled = false;
      delete button.dataset.held;
    });
  }

  // A second press while the first is under way is held back; the key in the form makes it one act in any case.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // after the event, so that the button that was pressed is still sent along
    window.setTimeout(function () {
      if (event.defaultPrevented && !form.matches("[hx-post],[data-hx-post]")) return restore(form);
      form.querySelectorAll("button:not([disabled])").forEach(function (button) {
        button.dataset.held = "yes";
        button.disabled = true;
      });
    });
  });

  // Back from the page after: the forms are as they were.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(restore);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest("form");
    if (form) restore(form);
  });

  document.addEventListener("DOMContentLoaded", function () {
    var summary = document.querySelector("[data-summary]:not([data-still] *)");
    if (summary) summary.focus();

    var toggle = document.querySelector(".shell-toggle");
    if (toggle) {
      toggle.addEventListener("click", function () {
        toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
      });
    }
  });

  // The person's menu closes as menus do.
  function close(menu, focus) {
    menu.open = false;
    if (focus) menu.querySelector("summary").focus();
  }
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".shell-person[open]").forEach(function (menu) {
      close(menu, menu.contains(document.activeElement));
    });
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll(".shell-person[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) close(menu, false);
    });
  });

  // What is watched has moved on, and the page is new: whoever was in it stays in it, and whoever listens is told.
  document.addEventListener("htmx:load", function (event) {
    var content = event.detail.elt;
    if (content.id !== "content") return;
    if (document.activeElement === document.body) content.focus({ preventScroll: true });
    var answer = content.querySelector(".page-head .answer");
    document.getElementById("told").textContent = answer ? answer.textContent : "";
  });

  // What is live says so when it no longer is.
  function lost(event, hidden) {
    event.target.querySelectorAll("[data-lost]").forEach(function (line) {
      line.hidden = hidden;
    });
  }
  document.addEventListener("htmx:sseError", function (event) { lost(event, false); });
  document.addEventListener("htmx:sseOpen", function (event) { lost(event, true); });
})();
