package io.walkdown.scanner.export;

/// A system that keeps or watches a plant's inventory.
public interface Sink {
    /// Brings the inventory there. A second time, with the same inventory, changes nothing.
    ///
    /// @return what became of each asset, also where the system went away in the middle or took
    ///   none
    /// @throws ExportException if it could not begin: a system that does not let itself be asked, a
    ///   wrong token, a system that is not set up for it
    Delivery deliver(Inventory inventory);
}
