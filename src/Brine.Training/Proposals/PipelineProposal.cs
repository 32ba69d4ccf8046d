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
    /// <summary>An int target of so few values is a class.</summary>
    private const int FewClasses = 20;

    private PipelineProposal(IReadOnlyList<ProposedColumn> columns, ProposedTask task)
    {
        Columns = columns;
        Task = task;
        bool hasWords = columns.Any(column => column.Use == ColumnUse.Words);
        Models = task switch
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

    /// <summary>Models to choose from, by their names in Python; the first is taken where none is named.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>Looks at a table.</summary>
    /// <param name="table">The table, its columns named.</param>
    /// <param name="target">The column of the right answers, by its name; null where there is none.</param>
    /// <exception cref="TrainingException">There is no such column, it has gaps, or no other column can be used.</exception>
    public static PipelineProposal For(Table table, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.RowCount < 2)
        {
            throw new TrainingException("FitRows", $"the table has {table.RowCount} rows; a pipeline is proposed by looking at some");
        }

        string[] names = [.. table.Columns.Select(column => column.Name)];
        if (names.Any(name => name.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw new TrainingException("FitRows", "a pipeline is proposed by the names of the columns: give each one of its own");
        }

        Column? answers = target is null ? null : table.Columns.FirstOrDefault(column => column.Name == target)
            ?? throw new TrainingException("FitTarget", $"there is no column '{target}'; "
                + (Spelling.Closest(target, names) is { } close ? $"did you mean '{close}'?" : "there are " + string.Join(", ", names)));
        ProposedColumn[] columns = [.. table.Columns.Where(column => column != answers).Select(ColumnJudge.Judge)];
        return columns.All(column => column.Use == ColumnUse.Dropped)
            ? throw new TrainingException("FitRows", "no column of the table can be used: "
                + string.Join("; ", columns.Take(8).Select(column => $"{column.Name}: {column.Reason}")))
            : new PipelineProposal(columns, answers is null ? ProposedTask.Groups : TaskOf(answers));
    }

    /// <summary>The pipeline as JSON, for <see cref="PipelineFile"/>.</summary>
    /// <param name="model">The class of the model by its name in Python; the first of <see cref="Models"/> when left out.</param>
    /// <exception cref="TrainingException">No class of that name is trained here.</exception>
    public string ToJson(string? model = null) => ProposalJson.Write(Columns, TrainerTable.Make(model ?? Models[0]));

    private static ProposedTask TaskOf(Column answers)
    {
        if (Enumerable.Range(0, answers.Length).FirstOrDefault(answers.IsMissing, -1) is >= 0 and var row)
        {
            throw new TrainingException("FitTarget", $"the target '{answers.Name}' has no value in row {row}: leave such rows out");
        }

        if (answers.Numbers is not { } numbers)
        {
            return answers.Times is null ? ProposedTask.Classes
                : throw new TrainingException("FitTarget", $"the target '{answers.Name}' is times; these models learn classes and numbers");
        }

        int distinct = numbers.Distinct().Count();
        return answers.DType.Kind == 'b' || (answers.DType.Kind is 'i' or 'u' && distinct <= FewClasses
            && (distinct <= 3 || distinct <= numbers.Length / 5)) ? ProposedTask.Classes : ProposedTask.Numbers;
    }
}
