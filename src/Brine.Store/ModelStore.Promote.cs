namespace Brine.Store;

public sealed partial class ModelStore
{
    private const int Attempts = 20;

    /// <summary>Promotes a version to an environment, where it has what the rules of the environment demand.</summary>
    /// <param name="model">The model.</param>
    /// <param name="number">The version.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <returns>What became of each rule. The environment has the version now.</returns>
    /// <remarks>Whatever the rules are, the file must have its SHA-256. It is scanned, its answers compared and its signature verified now
    /// and on this machine; then the index is changed, provided that nobody changed in between what was decided by.</remarks>
    /// <exception cref="PromotionRefusedException">The version lacks something that a rule demands.</exception>
    /// <exception cref="StoreException">There is no such version or environment, or the file was damaged.</exception>
    public IReadOnlyList<RuleResult> Promote(string model, int number, string environment, CancellationToken cancellationToken = default)
    {
        var reference = new ModelReference(StoreNames.Require(model, "a model"), number, null);
        for (int attempt = 1; ; attempt++)
        {
            PromotionState state = _index.Read(view => StateOf(new LedgerView(view), reference, environment));
            _blobs.Verify(state.Version.File, cancellationToken);
            IReadOnlyList<RuleResult> results = new RuleJudge(_blobs, _options.Load).Judge(state, environment, cancellationToken);
            if (results.Any(result => !result.IsMet))
            {
                throw new PromotionRefusedException(model, number, environment, results);
            }

            bool isDone = _index.Write(change =>
            {
                var ledger = new LedgerChange(change);
                if (!StateOf(ledger, reference, environment).IsAs(state))
                {
                    return false;
                }

                if (state.Placement?.Version != number)
                {
                    Append(ledger, "promote", json =>
                    {
                        json.WriteString("model", model);
                        json.WriteNumber("number", number);
                        json.WriteString("environment", environment);
                        json.WriteNumber("former", state.Placement?.Entry ?? 0);
                        json.Texts("results", results.Select(result => $"{result.Rule}: {result.Reason}"));
                    });
                }

                return true;
            });
            if (isDone)
            {
                return results;
            }

            if (attempt >= Attempts)
            {
                throw new StoreException("StoreLocked",
                    $"others changed {environment} or {reference} each time that the rules were judged: nothing was changed");
            }
        }
    }

    /// <summary>Gives an environment back the version that it had before, without asking its rules: it had met them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="environment">The environment.</param>
    /// <returns>What the environment has now.</returns>
    /// <exception cref="StoreException">It had no other version, or the file of that one was damaged.</exception>
    public Placement Rollback(string model, string environment)
    {
        StoreNames.Require(model, "a model");
        for (int attempt = 1; ; attempt++)
        {
            (Placement now, ModelVersion target, long former) = _index.Read(view => Former(new LedgerView(view), model, environment));
            _blobs.Verify(target.File);
            Placement? placed = _index.Write(change =>
            {
                var ledger = new LedgerChange(change);
                (Placement still, ModelVersion same, _) = Former(ledger, model, environment);
                if (still != now || same.Number != target.Number)
                {
                    return null;
                }

                Append(ledger, "rollback", json =>
                {
                    json.WriteString("model", model);
                    json.WriteNumber("number", target.Number);
                    json.WriteString("environment", environment);
                    json.WriteNumber("former", former);
                    json.Texts("results", [$"from {model}:{now.Version}"]);
                });
                return PlacementOf(ledger, model, environment);
            });
            if (placed is not null)
            {
                return placed;
            }

            if (attempt >= Attempts)
            {
                throw new StoreException("StoreLocked", $"others changed {environment} each time: nothing was changed");
            }
        }
    }

    private static PromotionState StateOf(LedgerView ledger, ModelReference reference, string environment)
    {
        StoreEnvironment known = EnvironmentOf(ledger, environment);
        ModelVersion version = VersionOf(ledger, reference);
        if (version.IsRemoved)
        {
            throw Removed(version);
        }

        Placement? placement = PlacementOf(ledger, reference.Name, environment);
        ModelVersion? current = placement is null ? null
            : VersionOf(ledger, new ModelReference(reference.Name, placement.Version, null));
        return new PromotionState(known, version, placement, current);
    }

    /// <summary>What an environment had before: the newest of its former versions that is another one and was not removed; and the entry
    /// that stands before the one which put that there.</summary>
    private static (Placement Now, ModelVersion Target, long Former) Former(LedgerView ledger, string model, string environment)
    {
        EnvironmentOf(ledger, environment);
        Placement now = PlacementOf(ledger, model, environment)
            ?? throw NotPlaced(ledger, new ModelReference(model, null, environment));
        long entry = ledger.Entry(now.Entry).Data.Whole("former");
        while (entry > 0)
        {
            EntryBody body = ledger.Entry(entry);
            ModelVersion version = VersionOf(ledger, new ModelReference(model, body.Data.Number("number"), null));
            long before = body.Data.Whole("former");
            if (version.Number != now.Version && !version.IsRemoved)
            {
                return (now, version, before);
            }

            entry = before < entry ? before : throw RecordJson.Damaged(LedgerView.Place(entry));
        }

        throw new StoreException("StoreNothingBefore", $"{environment} had no other version of {model} before {now.Version}");
    }
}
