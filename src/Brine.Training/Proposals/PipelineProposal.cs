namespace Brine.Training;

/// <summary>
/// A pipeline that is proposed for a table: gaps are filled, texts become numbers, and a model comes last. A beginning to go on from:
/// <c>brine new</c> writes it as a file that <c>brine fit</c> trains at once.
/// </summary>
/// <example><code>
/// var proposal = PipelineProposal.For(table, "species");
/// Model model = PipelineFile.Parse(proposal.ToJson()).Fit(table, "species");
/// </code></example>
public sealed class PipelineProposal
{
    private readonly int _rowCount;
    private readonly Target? _target;

    private PipelineProposal(Table table, Column? answers)
    {
        _rowCount = table.RowCount;
        (Task, _target, ClassCount) = answers is null ? (ProposedTask.Groups, null, null) : ProposedTarget.Judge(answers);
        Columns = [.. table.Columns.Where(column => column != answers).Select(ColumnJudge.Judge)];
        if (Columns.All(column => column.Use == ColumnUse.Dropped))
        {
            throw new TrainingException("FitRows", "no column of the table can be used: "
                + string.Join("; ", Columns.Take(8).Select(column => $"{column.Name}: {column.Reason}"))
                + (Columns.Count > 8 ? $"; and {Columns.Count - 8} more" : ""));
        }

        bool hasWords = Columns.Any(column => column.Use == ColumnUse.Words);
        Models = Task switch
        {
            ProposedTask.Classes when hasWords => ["LogisticRegression", "LinearSVC", "RandomForestClassifier"],
            ProposedTask.Classes => ["RandomForestClassifier", "LogisticRegression", "HistGradientBoostingClassifier",
                "GradientBoostingClassifier", "SVC", "KNeighborsClassifier", "DecisionTreeClassifier", "MLPClassifier"],
            ProposedTask.Numbers when hasWords => ["Ridge", "RandomForestRegressor"],
            ProposedTask.Numbers => ["RandomForestRegressor", "Ridge", "HistGradientBoostingRegressor", "GradientBoostingRegressor", "SVR",
                "KNeighborsRegressor", "DecisionTreeRegressor", "MLPRegressor"],
            _ when hasWords => ["KMeans"],
            _ => ["KMeans", "GaussianMixture", "IsolationForest"],
        };
    }

    /// <summary>The columns of the table but the target, and what is done with each.</summary>
    public IReadOnlyList<ProposedColumn> Columns { get; }

    /// <summary>What there is to learn.</summary>
    public ProposedTask Task { get; }

    /// <summary>How many classes the target has; null where it is numbers, or there is none.</summary>
    public int? ClassCount { get; }

    /// <summary>Models to choose from, by their names in Python; the first is taken where none is named.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>Looks at a table.</summary>
    /// <param name="table">The table, its columns named.</param>
    /// <param name="target">The column of the right answers, by its name; null where there is none.</param>
    /// <exception cref="TrainingException">There is no such column, it has gaps or nothing to learn, or no other column can be
    /// used.</exception>
    public static PipelineProposal For(Table table, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.RowCount < 2)
        {
            throw new TrainingException("FitRows", $"the table has {(table.RowCount == 0 ? "no row" : "one row")}; "
                + "a pipeline is proposed by looking at some");
        }

        string[] names = [.. table.Columns.Select(column => column.Name)];
        if (names.Any(name => name.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw new TrainingException("FitRows", "a pipeline is proposed by the names of the columns: give each one of its own");
        }

        Column? answers = target is null ? null : table.Columns.FirstOrDefault(column => column.Name == target)
            ?? throw new TrainingException("FitTarget", $"there is no column '{target}'; "
                + (Spelling.Closest(target, names) is { } close ? $"did you mean '{close}'?" : "there are " + string.Join(", ", names)));
        if (answers is not null && names.Length == 1)
        {
            throw new TrainingException("FitRows", $"the table has the target '{target}' alone: there is no column to learn it from");
        }

        return new PipelineProposal(table, answers);
    }

    /// <summary>The pipeline as JSON, for <see cref="PipelineFile"/>.</summary>
    /// <param name="model">The class of the model by its name in Python; the first of <see cref="Models"/> when left out.</param>
    /// <exception cref="TrainingException">No class of that name is trained here, it gives no answers, or it does not learn such a
    /// target.</exception>
    public string ToJson(string? model = null)
    {
        Trainer trainer = TrainerTable.Make(model ?? Models[0]);
        ProposedTarget.Check(trainer, _target, Models[0]);
        return ProposalJson.Write(Columns, trainer, _rowCount);
    }
}
