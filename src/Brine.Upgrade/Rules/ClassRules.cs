namespace Brine;

/// <summary>Changes of single classes that a line of the table cannot say.</summary>
internal static class ClassRules
{
    internal static void Apply(EstimatorEdit edit)
    {
        switch (edit.ClassName)
        {
            case "DecisionTreeClassifier" or "ExtraTreeClassifier":
                TreeRules.ApplyToTree(edit, isClassifier: true);
                break;
            case "DecisionTreeRegressor" or "ExtraTreeRegressor":
                TreeRules.ApplyToTree(edit, isClassifier: false);
                break;
            case "Tree":
                TreeRules.Apply(edit, null, 0);
                break;
            case "TreePredictor":
                TreeRules.ApplyToPredictor(edit);
                break;
            case "IsolationForest":
                OutlierRules.ApplyToForest(edit);
                break;
            case "EllipticEnvelope":
                OutlierRules.ApplyToEnvelope(edit);
                break;
            case "OneClassSVM":
                OutlierRules.ApplyToOneClass(edit);
                break;
            case "SVR" or "NuSVR":
                OutlierRules.ApplyToSupport(edit);
                break;
            case "MLPRegressor" when !edit.IsNew && edit.Text("loss") == "poisson":
                throw edit.Refuse("UpgradeParameter", "1.2 knows no loss but the squared error", "loss");
            case "AdaBoostClassifier":
                BoostingRules.ApplyToAdaBoost(edit);
                break;
            case "GradientBoostingClassifier" or "GradientBoostingRegressor":
                BoostingRules.ApplyToGradientBoosting(edit);
                break;
            case "HistGradientBoostingClassifier" or "HistGradientBoostingRegressor":
                BoostingRules.ApplyToHistograms(edit);
                break;
            case "_BinMapper":
                BoostingRules.ApplyToBins(edit);
                break;
            case "PoissonRegressor" or "GammaRegressor" or "TweedieRegressor":
                LinearRules.ApplyToGeneralized(edit);
                break;
            case "LogisticRegression" or "LogisticRegressionCV":
                LinearRules.ApplyToLogistic(edit);
                break;
            case "RidgeClassifier" or "RidgeClassifierCV":
                LinearRules.ApplyToRidge(edit);
                break;
            case "LassoCV" or "ElasticNetCV" or "MultiTaskLassoCV" or "MultiTaskElasticNetCV":
                LinearRules.ApplyToPaths(edit);
                break;
            case "PLSRegression" or "PLSCanonical" or "CCA":
                LinearRules.ApplyToLatentSquares(edit);
                break;
            case "GaussianProcessRegressor":
                LinearRules.ApplyToProcess(edit);
                break;
            case "BayesianRidge" or "ARDRegression":
                LinearRules.ApplyToBayes(edit);
                break;
            case "_CalibratedClassifier":
                CombiningRules.ApplyToCalibrated(edit);
                break;
            case "ColumnTransformer":
                CombiningRules.ApplyToColumns(edit);
                break;
            case "NearestCentroid":
                CombiningRules.ApplyToCentroids(edit);
                break;
            case "OneHotEncoder" or "OrdinalEncoder":
                EncoderRules.ApplyToEncoder(edit);
                break;
            case "SimpleImputer":
                EncoderRules.ApplyToImputer(edit);
                break;
            case "KNNImputer":
                EncoderRules.ApplyToNeighborImputer(edit);
                break;
            case "IterativeImputer":
                EncoderRules.ApplyToIterativeImputer(edit);
                break;
            case "TfidfTransformer":
                TextRules.ApplyToWeights(edit);
                break;
            case "TfidfVectorizer":
                TextRules.ApplyToVectorizer(edit);
                break;
            case "PolynomialFeatures":
                TransformRules.ApplyToPolynomial(edit);
                break;
            case "KernelPCA":
                TransformRules.ApplyToKernel(edit);
                break;
            case "AdditiveChi2Sampler":
                TransformRules.ApplyToSampler(edit);
                break;
            default:
                ScorerCopy.Apply(edit);
                break;
        }

        ScorerCopy.ApplyToSearch(edit);
    }
}
