using System.Text.Json;

namespace Brine.Training;

/// <summary>A transformer for each group of columns, side by side: scikit-learn's <c>ColumnTransformer</c>.</summary>
public sealed class ColumnTransformer : Trainer
{
    private const double SparseThreshold = 0.3;

    /// <summary>Makes a transformer of columns.</summary>
    /// <param name="parts">The parts: a name, a transformer (or <see cref="Passthrough"/>, <see cref="Drop"/>), and its columns, by name or
    /// by number from 0. A vectorizer takes one column, named alone: <c>("words", new CountVectorizer(), "comment")</c>.</param>
    public ColumnTransformer(params IReadOnlyList<(string Name, Trainer Trainer, PartColumns Columns)> parts) => Parts = parts;

    /// <summary><c>'passthrough'</c>: columns that stay as they are.</summary>
    public static Trainer Passthrough { get; } = new PassedColumns();

    /// <summary><c>'drop'</c>: columns that are left out.</summary>
    public static Trainer Drop { get; } = new DroppedColumns();

    /// <summary><c>transformers</c>: the parts.</summary>
    public IReadOnlyList<(string Name, Trainer Trainer, PartColumns Columns)> Parts { get; private set; }

    /// <summary><c>remainder</c>: whether the columns that no part takes stay (<c>'passthrough'</c>) or are left out
    /// (<c>'drop'</c>).</summary>
    public bool PassesRemainder { get; set; }

    /// <inheritdoc/>
    public override string PythonName => "ColumnTransformer";

    private protected override string Module => "sklearn.compose._column_transformer";

    /// <summary>Columns that lie one after another are put side by side as they lie.</summary>
    internal override bool KeepsOrder => Parts.All(part => part.Trainer.KeepsOrder);

    internal override Trainer? Part(string name) => StepNames.Find([.. Parts.Select(part => (part.Name, part.Trainer))], name);

    internal override Trainer Copy()
    {
        var copy = (ColumnTransformer)base.Copy();
        copy.Parts = [.. Parts.Select(part => (part.Name,
            part.Trainer == Passthrough || part.Trainer == Drop ? part.Trainer : part.Trainer.Copy(), part.Columns))];
        return copy;
    }

    internal override void Bind(ParameterBinder binder)
    {
        if (binder.Take("transformers") is { } given)
        {
            Parts = [.. given.EnumerateArray().Select(item => ReadPart(binder, item))];
        }

        StepNames.Check(binder, "transformers", [.. Parts.Select(part => part.Name)]);
        if (binder.Attributes is null && binder.Given is null)
        {
            foreach ((string _, Trainer trainer, PartColumns _) in Parts)
            {
                trainer.Check(new ParameterBinder(binder.IsNew, trainer.PythonName));
            }
        }

        PassesRemainder = binder.Text("remainder", PassesRemainder ? "passthrough" : "drop", "drop", "passthrough") == "passthrough";
        binder.Fixed("sparse_threshold", SparseThreshold);
        binder.Fixed("n_jobs", default);
        binder.Fixed("transformer_weights", default);
        binder.Fixed("verbose", false);
        binder.Fixed("verbose_feature_names_out", true);
    }

    private static (string Name, Trainer Trainer, PartColumns Columns) ReadPart(ParameterBinder binder, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 3 || item[0].ValueKind != JsonValueKind.String
            || item[2].ValueKind is not (JsonValueKind.Array or JsonValueKind.String or JsonValueKind.Number))
        {
            throw binder.Bad("transformers", item.GetRawText(), "a list of [name, estimator, [columns]], or of [name, vectorizer, column]");
        }

        Trainer trainer = (item[1].ValueKind == JsonValueKind.String ? item[1].GetString() : null) switch
        {
            "passthrough" => Passthrough,
            "drop" => Drop,
            _ => binder.ReadTrainer!(item[1], item[0].GetString()!),
        };
        PartColumns columns = item[2].ValueKind == JsonValueKind.Array
            ? [.. item[2].EnumerateArray().Select(column => column.ToString())] : item[2].ToString();
        return (item[0].GetString()!, trainer, columns);
    }

    private protected override void Learn(FitCall call, AttributeWriter attributes)
    {
        FitContext context = call.Context;
        if (call.Rows.RowCount == 0)
        {
            throw new TrainingException("FitRows", "there are no rows for ColumnTransformer to learn from");
        }

        foreach ((string part, Trainer trainer, PartColumns own) in Parts)
        {
            CheckForm(part, trainer, own);
        }

        int[][] places = [.. Parts.Select(part => Places(part.Columns.Names, call.Rows))];
        int[] rest = [.. Enumerable.Range(0, call.Rows.ColumnCount).Except(places.SelectMany(of => of))];
        attributes.Set("transformers", Described(call, places)).SetFeatures(call.Names, call.Rows.ColumnCount);
        PyValue[] columns = [.. places.Select((of, i) => Said(call, Parts[i].Columns, of))];
        var indices = new PyDict();
        for (int i = 0; i < Parts.Count; i++)
        {
            indices[Parts[i].Name] = Numbers(places[i]);
        }

        indices["remainder"] = Numbers(rest);
        PyValue restColumns = context.IsNew ? Columns(call, rest) : Numbers(rest);
        string remainder = PassesRemainder ? "passthrough" : "drop";
        attributes.Set("_columns", new PyList(columns)).Set("_transformer_to_input_indices", indices)
            .Set("_remainder", new PyTuple("remainder", remainder, restColumns));

        var trained = new PyList();
        var outputs = new PyDict();
        var passed = new PyDict();
        var blocks = new List<Features>();
        int width = 0;
        for (int i = 0; i < Parts.Count; i++)
        {
            (string name, Trainer trainer, _) = Parts[i];
            Add(name, trainer, places[i], i);
        }

        if (rest.Length > 0)
        {
            Add("remainder", PassesRemainder ? Passthrough : Drop, rest, Parts.Count);
        }

        foreach (string name in (string[])[.. Parts.Select(part => part.Name), "remainder"])
        {
            if (!outputs.ContainsKey(name))
            {
                outputs[name] = Slice(0, 0);
            }
        }

        if (!context.IsNew)
        {
            attributes.Set("_n_features", call.Rows.ColumnCount).Set("_name_to_fitted_passthrough", passed);
        }

        PyValue isSparse = DescribeSparse(blocks, !context.IsNew && call.Rows is Table && passed.Count > 0, context);
        attributes.Set("sparse_output_", isSparse).Set("transformers_", trained).Set("output_indices_", outputs);
        if (attributes.WantsOutput && Parts.Any(part => part.Trainer.TakesDocuments))
        {
            attributes.Output = IsSparse(blocks) ? FeatureStack.Sparse(blocks, call.Rows.RowCount)
                : FeatureStack.Dense(blocks, call.Rows.RowCount);
        }

        void Add(string name, Trainer trainer, int[] of, int place)
        {
            PyValue said = place < columns.Length ? columns[place] : restColumns;
            context.Cancellation.ThrowIfCancellationRequested();
            if (trainer is DroppedColumns || of.Length == 0)
            {
                trained.Add(new PyTuple(name, trainer is DroppedColumns ? "drop" : Word(trainer, context), said));
                return;
            }

            Features part = call.Rows.SelectColumns(of);
            FitCall inner = call with { Rows = part };
            (PyObject fitted, Features? made) = trainer is PassedColumns ? (trainer.Train(inner), part) : trainer.TrainTransform(inner);
            if (trainer is PassedColumns && !context.IsNew)
            {
                passed[name] = fitted;
            }

            trained.Add(new PyTuple(name, trainer is PassedColumns && !context.IsNew ? "passthrough" : fitted, said));
            Features block = made ?? throw new TrainingException("FitParameter",
                $"part '{name}' of ColumnTransformer is {trainer.PythonName}, which does not transform");
            blocks.Add(block);
            outputs[name] = Slice(width, width + block.ColumnCount);
            width += block.ColumnCount;
        }
    }

    /// <summary>A vectorizer takes a series, which Python makes of a column named alone; all others take rows.</summary>
    private static void CheckForm(string name, Trainer trainer, PartColumns columns)
    {
        string first = columns.Names.Count > 0 ? columns.Names[0] : "";
        string? wrong = trainer.TakesDocuments && !columns.IsSingle
            ? $"takes the documents of one column, named alone and not in a list: "
                + (columns.Names.Count == 1 ? $"\"{first}\"" : "a part for each column")
            : !trainer.TakesDocuments && columns.IsSingle && trainer is not DroppedColumns
            ? $"takes rows of columns: name the column in a list, [\"{first}\"]; one named alone is for vectorizers" : null;
        if (wrong is not null)
        {
            throw new TrainingException("FitParameter", $"part '{name}' of ColumnTransformer: {trainer.PythonName} {wrong}");
        }
    }

    /// <summary>A transformer in Python's lists: an object, or the word for it.</summary>
    private static PyValue Word(Trainer trainer, FitContext context) =>
        trainer is PassedColumns ? "passthrough" : trainer is DroppedColumns ? "drop" : trainer.Describe(context);

    /// <summary>False where no part is sparse, else whether there is little in all of them.</summary>
    /// <param name="blocks">The parts.</param>
    /// <param name="isNumpys">True for numpy's bool, which comes of the size of a frame of older pandas.</param>
    /// <param name="context">What the fit shares.</param>
    private static PyValue DescribeSparse(List<Features> blocks, bool isNumpys, FitContext context)
    {
        bool isSparse = IsSparse(blocks);
        return !isNumpys || !blocks.Exists(block => block is SparseMatrix) ? isSparse
            : context.Array(NDArray.OverBytes(DType.Bool, [], BitConverter.GetBytes(isSparse)));
    }

    private static bool IsSparse(List<Features> blocks)
    {
        double held = blocks.Sum(
            block => block is SparseMatrix sparse ? sparse.Csr.StoredCount : (double)block.RowCount * block.ColumnCount);
        double size = blocks.Sum(block => (double)block.RowCount * block.ColumnCount);
        return blocks.Exists(block => block is SparseMatrix) && held / size < SparseThreshold;
    }

    private static PyList Numbers(int[] places) => new(places.Select(place => (PyValue)place));

    /// <summary>Columns as the user would name them in Python: by name where they have one.</summary>
    private static PyValue Columns(FitCall call, int[] places) =>
        call.Names is { } names ? new PyList(places.Select(place => (PyValue)names[place])) : Numbers(places);

    /// <summary>The columns of a part: one alone where Python is to take a series.</summary>
    private static PyValue Said(FitCall call, PartColumns columns, int[] places) =>
        !columns.IsSingle ? Columns(call, places) : call.Names is { } names ? names[places[0]] : places[0];

    private static PyObject Slice(int from, int to) => new(new PyGlobal("builtins", "slice"), new PyTuple(from, to, default));

    private static int[] Places(IReadOnlyList<string> columns, Features rows) => [.. columns.Select(column =>
        ColumnChoice.Find(rows.ColumnNames, rows.ColumnCount, column) is >= 0 and var place ? place
            : throw new ModelInputException("InputColumns",
                $"ColumnTransformer names the column '{column}', which is not there" + (rows.ColumnNames is { } names
                    && Spelling.Closest(column, names) is { } close ? $"; did you mean '{close}'?" : "")))];

    private PyList Described(FitCall call, int[][] places) => new(Parts.Select((part, i) =>
        (PyValue)new PyTuple(part.Name, Word(part.Trainer, call.Context), Said(call, part.Columns, places[i]))));
}
