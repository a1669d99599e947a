package io.walkdown.scanner.gate;

import java.util.Locale;

/// What a finding is: a rule in the sense of SARIF. Names are stable.
public enum FindingKind {
    /// The run was incomplete.
    INCOMPLETE(
            Severity.MEDIUM,
            "The run was incomplete",
            "A device that was due did not answer in whole, or was withheld. What was not seen"
                    + " cannot be compared, so the absence of a difference proves nothing for it.",
            "Look at the visits of the run, and scan again."),
    /// Something answers that nobody accepted.
    APPEARED(
            Severity.HIGH,
            "A device or module that nobody accepted",
            "Something answers in a place where the baseline knows nothing.",
            "Find out who put it there; then accept it or take it away."),
    /// An accepted asset or module is gone.
    VANISHED(
            Severity.HIGH,
            "An accepted device or module is gone",
            "It missed as many runs in a row as the policy allows, left the site file, was displaced,"
                    + " or its slot is empty.",
            "Find out where it went; then repair it or accept its absence."),
    /// A firmware revision changed.
    FIRMWARE_CHANGED(
            Severity.HIGH,
            "A firmware revision changed",
            "The device or module tells another firmware revision than the accepted one.",
            "Compare it with the change record; then accept it or restore the accepted firmware."),
    /// Another module is in a slot.
    MODULE_CHANGED(
            Severity.HIGH,
            "Another module is in a slot",
            "What makes the module differs from what was accepted in this slot.",
            "Compare it with the change record; then accept it or put the accepted module back."),
    /// A serial number changed.
    SERIAL_CHANGED(
            Severity.HIGH,
            "A serial number changed",
            "The device tells another serial number than the accepted one.",
            "Compare it with the change record; then accept it."),
    /// Any other field changed.
    FIELD_CHANGED(
            Severity.LOW,
            "A field changed",
            "A field of the nameplate says something else than what was accepted.",
            "Compare it with the change record; then accept it."),
    /// Another device stands in a known place.
    REPLACED(
            Severity.HIGH,
            "Another device stands in a known place",
            "The place answers with another serial number or hardware address.",
            "Compare it with the change record; then accept it."),
    /// A known device or module stands in another place.
    MOVED(
            Severity.MEDIUM,
            "A known device or module stands in another place",
            "The same serial number or hardware address answers elsewhere.",
            "Compare it with the change record; then accept it."),
    /// Answers disagree.
    CONFLICT(
            Severity.MEDIUM,
            "Answers disagree, or it cannot be told which device this is",
            "Two answers cannot both be true, or a device looks like several known ones.",
            "Look at the device, and correct what makes it ambiguous."),
    /// A field that the policy requires is not known.
    REQUIRED_FIELD(
            Severity.MEDIUM,
            "A required field is not known",
            "The policy requires this field, and neither the run nor the baseline knows it.",
            "Fill it in, or let a scan ask for it."),
    /// Firmware that the policy forbids.
    FORBIDDEN_FIRMWARE(
            Severity.CRITICAL,
            "Forbidden firmware",
            "The policy forbids this firmware revision on this product.",
            "Update it in the next window, or waive it with a reason and a date."),
    /// A known device told nothing in this run: no drift.
    UNANSWERED(
            Severity.INFO,
            "A known device told nothing in this run",
            "Silence proves nothing until it lasts as long as the policy says.",
            "Look at the device if it goes on."),
    /// A field is known that was not before: no drift.
    LEARNED(
            Severity.INFO,
            "A field is known that was not before",
            "The baseline had no value for it.",
            "Accept it.");

    private final Severity severity;
    private final String title;
    private final String meaning;
    private final String wayOut;

    FindingKind(Severity severity, String title, String meaning, String wayOut) {
        this.severity = severity;
        this.title = title;
        this.meaning = meaning;
        this.wayOut = wayOut;
    }

    /// The name in files: lower case with dashes.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How bad it is where no policy says otherwise.
    public Severity severity() {
        return severity;
    }

    /// A headline.
    public String title() {
        return title;
    }

    /// What it means, in whole sentences.
    public String meaning() {
        return meaning;
    }

    /// What to do about it, in whole sentences.
    public String wayOut() {
        return wayOut;
    }
}
