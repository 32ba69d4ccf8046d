namespace Brine.Training;

/// <summary>The trainers by the names of their classes in Python.</summary>
public static class TrainerTable
{
    private static readonly Dictionary<string, Func<Trainer>> Makers = new Func<Trainer>[]
    {
        () => new StandardScaler(), () => new MinMaxScaler(), () => new MaxAbsScaler(), () => new SimpleImputer(),
        () => new OneHotEncoder(), () => new OrdinalEncoder(), () => new LabelEncoder(), () => new Pipeline(),
        () => new ColumnTransformer(),
        () => new LinearRegression(), () => new Ridge(), () => new LogisticRegression(),
        () => new DecisionTreeClassifier(), () => new DecisionTreeRegressor(), () => new ExtraTreeClassifier(),
        () => new ExtraTreeRegressor(), () => new RandomForestClassifier(), () => new RandomForestRegressor(),
        () => new ExtraTreesClassifier(), () => new ExtraTreesRegressor(), () => new GaussianNB(), () => new MultinomialNB(),
        () => new BernoulliNB(), () => new KMeans(), () => new PCA(),
        () => new GradientBoostingClassifier(), () => new GradientBoostingRegressor(),
        () => new KNeighborsClassifier(), () => new KNeighborsRegressor(), () => new SGDClassifier(), () => new SGDRegressor(),
        () => new Lasso(), () => new ElasticNet(),
        () => new SVC(), () => new SVR(), () => new LinearSVC(), () => new LinearSVR(), () => new MLPClassifier(), () => new MLPRegressor(),
        () => new RobustScaler(), () => new PolynomialFeatures(), () => new FeatureUnion(), () => new VotingClassifier(),
        () => new VotingRegressor(), () => new CountVectorizer(), () => new TfidfVectorizer(), () => new TfidfTransformer(),
        () => new HistGradientBoostingClassifier(), () => new HistGradientBoostingRegressor(),
        () => new GridSearchCV(), () => new RandomizedSearchCV(), () => new KBinsDiscretizer(), () => new SelectKBest(),
        () => new SelectPercentile(), () => new TruncatedSVD(), () => new IsolationForest(), () => new StackingClassifier(),
        () => new StackingRegressor(), () => new GaussianMixture(), () => new MiniBatchKMeans(),
        () => new CalibratedClassifierCV(), () => new IncrementalPCA(), () => new DBSCAN(), () => new AgglomerativeClustering(),
    }.ToDictionary(make => make().PythonName, StringComparer.Ordinal);

    /// <summary>The classes that can be trained, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A trainer with scikit-learn's parameters.</summary>
    /// <param name="name">The name of the class in Python.</param>
    /// <exception cref="TrainingException">No class of that name is trained here.</exception>
    public static Trainer Make(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Makers.TryGetValue(name, out Func<Trainer>? make) ? make()
            : throw new TrainingException("FitClass", $"no class '{name}' is trained here; "
                + (Spelling.Closest(name, Names) is { } close ? $"did you mean '{close}'?" : "there are " + string.Join(", ", Names)));
    }
}
