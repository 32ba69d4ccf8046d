#!/usr/bin/env python3
"""Writes src/Brine.Scanning/Names/names.tsv: the names that honest models use, each with the ways in which they use it.

    BRINE_FIXTURES=FOLDER BRINE_NAMES=uses.tsv dotnet test tests/Brine.Tests.Scanning --filter HonestFiles
    python3 tests/catalog/names.py uses.tsv

The test writes what the models in FOLDER do: a line for each module, name and way, with the forms of the arguments. This script takes from it the names of
libraries that people know, adds what the catalog of scikit-learn and the lists below say, and crosses the classes of scikit-learn with the modules in which
versions kept them. No name is a pattern: what is not written here is not on the list.
"""

import collections
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CATALOG = os.path.join(ROOT, "src/Brine.Models/Catalog/sklearn.tsv")
TARGET = os.path.join(ROOT, "src/Brine.Scanning/Names/names.tsv")

# Libraries whose classes are taken as the models show them. Functions are written below, one by one.
LIBRARIES = {"sklearn", "imblearn", "category_encoders", "feature_engine", "sklearn_pandas", "statsmodels", "xgboost", "lightgbm", "catboost", "pandas", "numpy",
             "scipy", "torch", "hmmlearn", "hdbscan", "lightfm", "_loss", "pyarrow", "polars"}
# Modules of theirs that stay out, although models were seen to name them: they load, run or reach something.
LEFT_OUT = re.compile(r"^(pandas\.io\b|torch\.(hub|jit|_dynamo|_inductor|package|distributed|fx|utils|_C|serialization|storage)\b|numpy\.(f2py|testing|lib\.npyio)\b)")

LETTERS = {"held": "h", "made": "m", "called": "c", "built": "b", "filled": "f"}

# module, names, uses (h held, m made, c called, b built, f filled, r held but worth a look), form of the arguments
BASE = """
builtins	object	hm
builtins	set frozenset	hmcbf	sequence
builtins	dict list tuple str float int bool	hm
builtins	complex	hmc	numbers
builtins	bytearray	hmc	bytes
builtins	bytes	hmc	bytes
builtins	range	hmc	numbers
builtins	slice	hmc	text
builtins	type	cr	type
builtins	Ellipsis NotImplemented	h
builtins	iter reversed	cbr	sequence
builtins	BaseException Exception ArithmeticError AssertionError AttributeError EOFError FileExistsError FileNotFoundError FloatingPointError	hcb	data
builtins	FutureWarning ImportError IndexError IOError IndentationError KeyError LookupError MemoryError ModuleNotFoundError NameError	hcb	data
builtins	NotADirectoryError NotImplementedError OSError OverflowError PermissionError RecursionError ReferenceError RuntimeError	hcb	data
builtins	RuntimeWarning StopIteration StopAsyncIteration SyntaxError SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError	hcb	data
builtins	UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UserWarning ValueError Warning ZeroDivisionError	hcb	data
builtins	BytesWarning DeprecationWarning ImportWarning PendingDeprecationWarning ResourceWarning SyntaxWarning UnicodeWarning	hcb	data
builtins	BufferError ChildProcessError ConnectionError InterruptedError IsADirectoryError ProcessLookupError GeneratorExit KeyboardInterrupt	hcb	data
builtins	ExceptionGroup BaseExceptionGroup	hcb	data
builtins	str.lower str.upper str.casefold str.strip str.lstrip str.rstrip str.split str.rsplit str.splitlines	h	attribute
builtins	dict.fromkeys	h	attribute
builtins	getattr	c	getattr
builtins	abs len max min sum round sorted zip enumerate	h
builtins	print isinstance property staticmethod classmethod map filter repr hash id ord chr hex oct bin any all callable	r
posixpath	join basename	r
types	GenericAlias	c	class
math	sin cos tan log log2 log10 log1p exp expm1 sqrt floor ceil fabs tanh	h
_codecs	encode	c	latin1
copyreg	_reconstructor	c	reconstructor
copyreg	__newobj__	c	class
copyreg	__newobj_ex__	c	newobj
collections	OrderedDict	hmcbf	sequence
collections	defaultdict	hmcbf	factory
collections	Counter	hmcbf	data
collections	deque	hmcbf	sequence
collections	ChainMap UserDict UserList UserString	hmbf
datetime	datetime date time timedelta timezone	hmc	data
decimal	Decimal	hmc	text
fractions	Fraction	hmc	fraction
uuid	UUID	hmb
uuid	SafeUUID	hmc	data
ipaddress	IPv4Address IPv4Network IPv6Address IPv6Network IPv4Interface IPv6Interface	hmcb	text
pathlib	PurePosixPath PureWindowsPath PurePath PosixPath WindowsPath	hmc	text
pathlib._local	PurePosixPath PureWindowsPath PurePath PosixPath WindowsPath	hmc	text
types	SimpleNamespace	hmcb	none
argparse	Namespace	hmb
array	array	hmc	data
array	_array_reconstructor	c	typedarray
random	Random	hmcb	none
zoneinfo	ZoneInfo	hm
zoneinfo	ZoneInfo._unpickle	c	attribute
zoneinfo._zoneinfo	ZoneInfo	hm
zoneinfo._zoneinfo	ZoneInfo._unpickle	c	attribute
pytz	_UTC	c	none
pytz	_p	c	text
pytz	UTC utc	h
_io	BytesIO StringIO	mb
functools	partial	cb	partial
operator	itemgetter attrgetter	c	getter
re	RegexFlag	hmc	numbers
numpy	ndarray generic number bool_ bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 float128 longdouble	h
numpy	complex64 complex128 complex256 clongdouble str_ bytes_ void object_ datetime64 timedelta64 intc intp uint uintc uintp float_ int_ long ulong	h
numpy	longlong ulonglong byte ubyte short ushort half single double csingle cdouble complex_ string_ unicode_ integer floating inexact	h
numpy	signedinteger unsignedinteger complexfloating flexible character	h
numpy	dtype	hcb	dtype
numpy	matrix recarray record chararray	h
numpy	memmap	r
numpy.rec	recarray record	h
numpy.matrixlib.defmatrix	matrix	h
numpy.char	chararray	h
numpy.core.defchararray	chararray	h
numpy._core.defchararray	chararray	h
numpy.core.memmap	memmap	r
numpy._core.memmap	memmap	r
numpy.core.records	recarray record	h
numpy._core.records	recarray record	h
numpy.core.multiarray	_reconstruct	cb	reconstruct
numpy._core.multiarray	_reconstruct	cb	reconstruct
numpy.core._internal	_reconstruct	cb	reconstruct
numpy.core._multiarray_umath	_reconstruct	cb	reconstruct
numpy._core._multiarray_umath	_reconstruct	cb	reconstruct
numpy.core.multiarray	scalar	cb	scalar
numpy._core.multiarray	scalar	cb	scalar
numpy.core._multiarray_umath	scalar	cb	scalar
numpy._core._multiarray_umath	scalar	cb	scalar
numpy.core.multiarray	ndarray dtype	h
numpy.core.numeric	_frombuffer	c	frombuffer
numpy._core.numeric	_frombuffer	c	frombuffer
numpy.core	_ufunc_reconstruct	c	ufunc
numpy._core	_ufunc_reconstruct	c	ufunc
numpy.core._internal	_convert_to_stringdtype_kwargs	c	numbers
numpy._core._internal	_convert_to_stringdtype_kwargs	cb	numbers
numpy.ma.core	_mareconstruct	cb	mareconstruct
numpy.ma.core	MaskedArray MaskedConstant	hcb	none
numpy.ma	MaskedArray	h
numpy.lib.polynomial	poly1d	hmb
numpy	poly1d	hmb
numpy.random	__RandomState_ctor	cb	none
numpy.random._pickle	__bit_generator_ctor	hcb	generator
numpy.random._pickle	__generator_ctor	cb	generator
numpy.random._pickle	__randomstate_ctor	hcb	generator
numpy.random.mtrand	RandomState	hmb
numpy.random.mtrand	__randomstate_ctor	cb	none
numpy.random._generator	Generator	h
numpy.random._mt19937	MT19937	h
numpy.random._pcg64	PCG64 PCG64DXSM	h
numpy.random._philox	Philox	h
numpy.random._sfc64	SFC64	h
numpy.random.bit_generator	SeedSequence	h
numpy.random.bit_generator	__pyx_unpickle_SeedSequence	cb	class
numpy.dtypes	BoolDType Int8DType Int16DType Int32DType Int64DType UInt8DType UInt16DType UInt32DType UInt64DType Float16DType Float32DType	hcb	none
numpy.dtypes	Float64DType LongDoubleDType Complex64DType Complex128DType CLongDoubleDType ObjectDType BytesDType StrDType VoidDType DateTime64DType	hcb	none
numpy.dtypes	TimeDelta64DType StringDType	hcb	numbers
joblib.numpy_pickle	NumpyArrayWrapper NDArrayWrapper ZNDArrayWrapper	mb
joblib.numpy_pickle_compat	NDArrayWrapper ZNDArrayWrapper	mb
sklearn.externals.joblib.numpy_pickle	NumpyArrayWrapper NDArrayWrapper ZNDArrayWrapper	mb
sklearn.externals.joblib.numpy_pickle_compat	NDArrayWrapper ZNDArrayWrapper	mb
joblib.memory	Memory NotMemorizedFunc	mb
sklearn.externals.joblib.memory	Memory NotMemorizedFunc	mb
pandas._libs.internals	_unpickle_block	c	data
pandas._libs.internals	BlockPlacement	hc	data
pandas.core.internals.blocks	new_block	hc	data
pandas.core.indexes.base	_new_Index	c	class
pandas.indexes.base	_new_Index	c	class
pandas.core.index	_new_Index	c	class
pandas.core.indexes.datetimes	_new_DatetimeIndex	c	class
pandas.core.indexes.period	_new_PeriodIndex	c	class
pandas.core.indexes.timedeltas	_new_TimedeltaIndex	c	class
pandas.core.indexes.interval	_new_IntervalIndex	c	class
pandas.tseries.index	_new_DatetimeIndex	c	class
pandas.tseries.period	_new_PeriodIndex	c	class
pandas._libs.arrays	__pyx_unpickle_NDArrayBacked	cb	class
pandas._libs.interval	__pyx_unpickle_IntervalMixin	cb	class
pandas._libs.tslibs.period	__pyx_unpickle_PeriodMixin	cb	class
pandas._libs.tslibs.timestamps	_unpickle_timestamp	c	data
pandas._libs.tslibs.timedeltas	_timedelta_unpickle	c	data
pandas._libs.tslibs.period	_unpickle_period	c	data
pandas._libs.tslibs.nattype	_nat_unpickle __nat_unpickle	c	data
pandas.tslib	__nat_unpickle	c	data
pandas._libs.missing	NA NAType C_NA	hm
pandas	NA	h
pyarrow.lib	_restore_array	c	data
pyarrow.lib	_reconstruct_table chunked_array field schema timestamp type_for_alias	c	data
pyarrow.lib	py_buffer	c	bytes
_loss	__pyx_unpickle_CyAbsoluteError __pyx_unpickle_CyExponentialLoss __pyx_unpickle_CyHalfBinomialLoss __pyx_unpickle_CyHalfGammaLoss	cb	class
_loss	__pyx_unpickle_CyHalfMultinomialLoss __pyx_unpickle_CyHalfPoissonLoss __pyx_unpickle_CyHalfSquaredError	cb	class
_loss	__pyx_unpickle_CyHalfTweedieLoss __pyx_unpickle_CyHalfTweedieLossIdentity __pyx_unpickle_CyPinballLoss __pyx_unpickle_CyHuberLoss	cb	class
sklearn._loss._loss	__pyx_unpickle_CyAbsoluteError __pyx_unpickle_CyExponentialLoss __pyx_unpickle_CyHalfBinomialLoss	cb	class
sklearn._loss._loss	__pyx_unpickle_CyHalfGammaLoss __pyx_unpickle_CyHalfMultinomialLoss __pyx_unpickle_CyHalfPoissonLoss	cb	class
sklearn._loss._loss	__pyx_unpickle_CyHalfSquaredError __pyx_unpickle_CyHalfTweedieLoss __pyx_unpickle_CyHalfTweedieLossIdentity	cb	class
sklearn._loss._loss	__pyx_unpickle_CyPinballLoss __pyx_unpickle_CyHuberLoss	cb	class
sklearn.neighbors._ball_tree	newObj	cb	class
sklearn.neighbors.ball_tree	newObj	cb	class
sklearn.neighbors._kd_tree	newObj	cb	class
sklearn.neighbors.kd_tree	newObj	cb	class
sklearn.neighbors._dist_metrics	newObj	cb	class
sklearn.neighbors.dist_metrics	newObj	cb	class
sklearn.metrics._dist_metrics	newObj	cb	class
sklearn.neighbors._ball_tree	BallTree BallTree64 BallTree32 BinaryTree	h
sklearn.neighbors.ball_tree	BallTree BinaryTree	h
sklearn.neighbors._kd_tree	KDTree KDTree64 KDTree32 BinaryTree	h
sklearn.neighbors.kd_tree	KDTree BinaryTree	h
sklearn.utils.validation	check_array	h
sklearn.utils	check_array	h
sklearn.utils.fixes	MaskedArray	h
sklearn.utils	Bunch	hmcbf	none
sklearn.utils._bunch	Bunch	hmcbf	none
sklearn.datasets.base	Bunch	hmcbf	none
torch	Tensor Size device	hcb	torch
torch	float16 float32 float64 half float double bfloat16 complex32 complex64 complex128 cfloat cdouble int8 int16 int32 int64 short int long uint8 bool	h
torch	uint1 uint2 uint3 uint4 uint5 uint6 uint7 uint16 uint32 uint64 int1 int2 int3 int4 int5 int6 int7	h
torch	float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu float4_e2m1fn_x2 quint8 qint8 qint32 quint4x2 quint2x4	h
torch	per_tensor_affine per_tensor_symmetric per_channel_affine per_channel_symmetric per_channel_affine_float_qparams	h
torch	ByteStorage CharStorage ShortStorage IntStorage LongStorage HalfStorage FloatStorage DoubleStorage BoolStorage BFloat16Storage	h
torch	ComplexFloatStorage ComplexDoubleStorage QUInt8Storage QInt8Storage QInt32Storage QUInt4x2Storage QUInt2x4Storage	h
torch	ByteTensor CharTensor ShortTensor IntTensor LongTensor HalfTensor FloatTensor DoubleTensor BoolTensor BFloat16Tensor	h
torch.cuda	ByteStorage CharStorage ShortStorage IntStorage LongStorage HalfStorage FloatStorage DoubleStorage BoolStorage BFloat16Storage	h
torch.cuda	ByteTensor CharTensor ShortTensor IntTensor LongTensor HalfTensor FloatTensor DoubleTensor BoolTensor BFloat16Tensor	h
torch.sparse	ByteTensor CharTensor ShortTensor IntTensor LongTensor HalfTensor FloatTensor DoubleTensor	h
torch.storage	TypedStorage UntypedStorage _TypedStorage _UntypedStorage	h
torch.storage	_load_from_bytes	c	loads
torch.nn.parameter	Parameter Buffer	h
torch.nn.parameter	UninitializedParameter	h
torch.serialization	_get_layout	c	text
torch._utils	_rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor _rebuild_tensor _rebuild_sparse_tensor	c	torch
torch._utils	_rebuild_tensor_v2 _rebuild_tensor_v3	hc	torch
torch._utils	_rebuild_meta_tensor_no_storage _rebuild_nested_tensor _rebuild_device_tensor_from_numpy _rebuild_device_tensor_from_cpu_tensor	c	torch
torch._utils	_rebuild_wrapper_subclass	c	class
torch._tensor	_rebuild_from_type_v2	c	rebuild
torch.nn.backends.thnn	_get_thnn_function_backend	c	none
torch.return_types	max min sort topk mode median kthvalue cummax cummin	c	data
torch.nn.functional	relu gelu silu tanh sigmoid leaky_relu softmax elu selu hardtanh relu6	h
torch._C._nn	gelu	h
torch.jit._pickle	build_intlist build_tensorlist build_doublelist build_boollist build_tensor_from_id restore_type_tag	c	script
keras.src.models.functional	Functional	h
keras.src.models.sequential	Sequential	h
keras.src.models.model	Model	h
keras.src.models.functional	Functional._unpickle_model	c	keras
keras.src.models.sequential	Sequential._unpickle_model	c	keras
keras.src.models.model	Model._unpickle_model	c	keras
keras.src.saving.pickle_utils	deserialize_model_from_bytecode	c	loads
keras.saving.pickle_utils	deserialize_model_from_bytecode	c	loads
scipy._lib.array_api_compat.numpy._aliases	asarray	h
scipy.stats._distn_infrastructure	rv_frozen rv_continuous_frozen rv_discrete_frozen rv_sample	hmb
numpy	vectorize	mb	vectorize
sklearn.model_selection._split	KFold GroupKFold StratifiedKFold StratifiedGroupKFold RepeatedKFold RepeatedStratifiedKFold TimeSeriesSplit	hmb
sklearn.model_selection._split	LeaveOneOut LeavePOut LeaveOneGroupOut LeavePGroupsOut ShuffleSplit GroupShuffleSplit StratifiedShuffleSplit PredefinedSplit	hmb
sklearn.model_selection._split	_CVIterableWrapper	hmb
sklearn.compose._column_transformer	make_column_selector	hmb
sklearn.cluster._kmeans	_kmeans_single_lloyd _kmeans_single_elkan	h
statsmodels.genmod.families.links	identity log logit probit cauchy cloglog loglog nbinom inverse_power inverse_squared sqrt	hmb
tpot.builtins.stacking_estimator	StackingEstimator	hmb
tpot.builtins.one_hot_encoder	OneHotEncoder	hmb
tpot.builtins.zero_count	ZeroCount	hmb
tpot.builtins.feature_transformers	CategoricalSelector ContinuousSelector	hmb
tpot.builtins.feature_set_selector	FeatureSetSelector	hmb
sklearn.feature_extraction.text	strip_accents_unicode strip_accents_ascii	h
xgboost.core	Booster	hmb
xgboost.sklearn	XGBModel XGBClassifier XGBRegressor XGBRanker XGBRFClassifier XGBRFRegressor	hmb
xgboost.compat	XGBoostLabelEncoder	hmb
lightgbm.basic	Booster _InnerPredictor	hmb
lightgbm.sklearn	LGBMModel LGBMClassifier LGBMRegressor LGBMRanker	hmb
lightgbm.compat	_LGBMLabelEncoder	hmb
catboost.core	CatBoost CatBoostClassifier CatBoostRegressor CatBoostRanker	hmb
"""

UFUNCS = ("absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and bitwise_not bitwise_or bitwise_xor cbrt ceil conj conjugate copysign cos "
          "cosh deg2rad degrees divide divmod equal exp exp2 expm1 fabs float_power floor floor_divide fmax fmin fmod gcd greater greater_equal heaviside hypot "
          "invert isfinite isinf isnan isnat lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or "
          "logical_xor matmul maximum minimum mod modf multiply negative nextafter not_equal positive power rad2deg radians reciprocal remainder right_shift rint "
          "sign signbit sin sinh spacing sqrt square subtract tan tanh true_divide trunc")
ARRAY_FUNCTIONS = ("abs all amax amin any argmax argmin around array asanyarray asarray ascontiguousarray average clip copy cumsum cumprod fix isneginf isposinf max "
                   "mean median min nan_to_num nanmax nanmean nanmedian nanmin nansum prod ptp ravel real round round_ squeeze std sum var")
NUMPY_HOMES = {
    UFUNCS: ["numpy", "numpy.core.umath", "numpy._core.umath", "numpy.core._multiarray_umath", "numpy._core._multiarray_umath"],
    ARRAY_FUNCTIONS: ["numpy", "numpy.core.fromnumeric", "numpy._core.fromnumeric", "numpy.core.numeric", "numpy._core.numeric", "numpy.core.multiarray",
                      "numpy._core.multiarray", "numpy.lib.type_check", "numpy.lib._type_check_impl", "numpy.lib.function_base", "numpy.lib._function_base_impl",
                      "numpy.lib.nanfunctions", "numpy.lib._nanfunctions_impl", "numpy.lib.ufunclike", "numpy.lib._ufunclike_impl"],
}
SPECIAL = "expit logit erf erfc gamma gammaln digamma log_ndtr ndtr ndtri xlogy xlog1py boxcox boxcox1p inv_boxcox inv_boxcox1p"

# What scorers and selectors hold, and only hold.
METRICS = {
    "_classification classification": "accuracy_score balanced_accuracy_score brier_score_loss cohen_kappa_score f1_score fbeta_score hamming_loss hinge_loss "
                                      "jaccard_score log_loss matthews_corrcoef precision_score recall_score zero_one_loss d2_log_loss_score",
    "_regression regression": "explained_variance_score max_error mean_absolute_error mean_squared_error mean_squared_log_error median_absolute_error r2_score "
                              "mean_poisson_deviance mean_gamma_deviance mean_tweedie_deviance mean_absolute_percentage_error root_mean_squared_error "
                              "root_mean_squared_log_error d2_absolute_error_score d2_pinball_score mean_pinball_loss",
    "_ranking ranking": "average_precision_score roc_auc_score label_ranking_average_precision_score label_ranking_loss coverage_error ndcg_score dcg_score "
                        "top_k_accuracy_score",
    "pairwise": "linear_kernel rbf_kernel polynomial_kernel sigmoid_kernel cosine_similarity laplacian_kernel chi2_kernel additive_chi2_kernel "
                "euclidean_distances manhattan_distances cosine_distances haversine_distances nan_euclidean_distances",
    "_scorer scorer": "_passthrough_scorer",
}
SELECTORS = {"_univariate_selection univariate_selection": "f_classif f_regression chi2 r_regression f_oneway",
             "_mutual_info mutual_info_ mutual_info": "mutual_info_classif mutual_info_regression"}
DISTANCES = ("Euclidean SEuclidean Manhattan Chebyshev Minkowski WMinkowski Mahalanobis Canberra BrayCurtis Hamming Jaccard Matching Dice Kulsinski RogersTanimoto "
             "RussellRao SokalMichener SokalSneath Haversine PyFunc")

# scipy's distributions, in scipy 1.10 and 1.17: what a randomized search draws from. The scanner looks at their states, which hold source text.
DISTRIBUTIONS = {
    "_continuous_distns": "alpha anglit arcsine argus beta betaprime bradford burr burr12 cauchy chi chi2 cosine crystalball dgamma "
                          "dpareto_lognorm dweibull erlang expon exponnorm exponpow exponweib f fatiguelife fisk foldcauchy foldnorm gamma "
                          "gausshyper genexpon genextreme gengamma genhalflogistic genhyperbolic geninvgauss genlogistic gennorm genpareto gibrat "
                          "gilbrat gompertz gumbel_l gumbel_r halfcauchy halfgennorm halflogistic halfnorm hypsecant invgamma invgauss invweibull "
                          "irwinhall jf_skew_t johnsonsb johnsonsu kappa3 kappa4 ksone kstwo kstwobign landau laplace laplace_asymmetric levy "
                          "levy_l loggamma logistic loglaplace lognorm lomax maxwell mielke moyal nakagami ncf nct ncx2 norm norminvgauss pareto "
                          "pearson3 powerlaw powerlognorm powernorm rayleigh rdist recipinvgauss reciprocal rel_breitwigner rice semicircular "
                          "skew_norm skewcauchy skewnorm studentized_range t trapezoid triang truncexpon truncnorm truncpareto truncweibull_min "
                          "tukeylambda uniform vonmises wald weibull_max weibull_min wrapcauchy",
    "_discrete_distns": "bernoulli betabinom betanbinom binom boltzmann dlaplace geom hypergeom logser nbinom nchypergeom_fisher "
                        "nchypergeom_wallenius nhypergeom planck poisson poisson_binom randint skellam yulesimon zipf zipfian",
    "_levy_stable": "levy_stable",
}


TORCH_MODULES = {
    "activation": "CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax Mish MultiheadAttention PReLU RReLU ReLU ReLU6 SELU "
                  "SiLU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold",
    "adaptive": "AdaptiveLogSoftmaxWithLoss",
    "batchnorm": "BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm",
    "channelshuffle": "ChannelShuffle",
    "container": "Container ModuleDict ModuleList ParameterDict ParameterList Sequential",
    "conv": "Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    "distance": "CosineSimilarity PairwiseDistance",
    "dropout": "AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout",
    "flatten": "Flatten Unflatten",
    "fold": "Fold Unfold",
    "instancenorm": "InstanceNorm1d InstanceNorm2d InstanceNorm3d",
    "linear": "Bilinear Identity Linear NonDynamicallyQuantizableLinear",
    "loss": "BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss MSELoss "
            "MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss NLLLoss2d PoissonNLLLoss SmoothL1Loss SoftMarginLoss "
            "TripletMarginLoss TripletMarginWithDistanceLoss",
    "module": "Module",
    "normalization": "CrossMapLRN2d GroupNorm LayerNorm LocalResponseNorm RMSNorm",
    "padding": "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d "
               "ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d",
    "pixelshuffle": "PixelShuffle PixelUnshuffle",
    "pooling": "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d "
               "FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d LPPool3d MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d",
    "rnn": "GRU GRUCell LSTM LSTMCell RNN RNNBase RNNCell RNNCellBase",
    "sparse": "Embedding EmbeddingBag",
    "transformer": "Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer",
    "upsampling": "Upsample UpsamplingBilinear2d UpsamplingNearest2d",
}


def main(uses):
    rows = {}
    add_base(rows)
    add_functions(rows)
    add_catalog(rows, add_observed(rows, uses))
    write(rows)


def add(rows, module, name, letters, form=None):
    old, known = rows.get((module, name), ("", None))
    rows[module, name] = ("".join(letter for letter in "hmcbfr" if letter in old + letters), known or form)


def add_base(rows):
    for line in BASE.strip().split("\n"):
        fields = line.split("\t")
        for name in fields[1].split(" "):
            add(rows, fields[0], name, fields[2], fields[3] if len(fields) > 3 else None)


def add_functions(rows):
    for names, homes in NUMPY_HOMES.items():
        for home in homes:
            for name in names.split():
                add(rows, home, name, "h")
    for home in ("scipy.special", "scipy.special._ufuncs"):
        for name in SPECIAL.split():
            add(rows, home, name, "h")
    for package, table in (("sklearn.metrics", METRICS), ("sklearn.feature_selection", SELECTORS)):
        for homes, names in table.items():
            for home in homes.split():
                for name in names.split():
                    add(rows, f"{package}.{home}", name, "h")
    for home in ("sklearn.metrics._dist_metrics", "sklearn.neighbors._dist_metrics", "sklearn.neighbors.dist_metrics"):
        for distance in DISTANCES.split():
            if distance != "PyFunc":
                for bits in ("", "32", "64"):
                    add(rows, home, f"{distance}Distance{bits}", "h")


def root_of(module):
    return module.split(".")[0]


def is_class(name):
    return re.fullmatch(r"_*[A-Z][A-Za-z0-9_]*", name) is not None or name.endswith("_gen")


def add_observed(rows, uses):
    """The classes of known libraries, with the ways in which models use them; and the modules in which versions kept a class of scikit-learn."""
    seen = collections.defaultdict(set)
    homes = collections.defaultdict(set)
    for line in uses:
        fields = line.rstrip("\n").split("\t")
        if len(fields) < 4:
            continue
        module, name, way = fields[:3]
        root = module.split(".")[0]
        is_function = name.islower() and way in ("called", "via")
        if root not in LIBRARIES or LEFT_OUT.match(module + "." + name) or is_function or not re.fullmatch(r"[A-Za-z0-9_.]+", module):
            continue
        # Sparse classes and offsets are written small.
        if is_class(name) or root == "scipy" and re.fullmatch(r"[a-z]{3}_(matrix|array)", name) or root == "scipy" and name.endswith("_gen"):
            seen[module, name] |= {LETTERS[way]} if way in LETTERS else {"h"}
            if root == "sklearn":
                homes[name].add(module)
    for (module, name), letters in seen.items():
        if "r" in rows.get((module, name), ("", None))[0]:
            continue
        if "c" not in letters and is_class(name) and root_of(module) not in ("numpy", "pyarrow", "polars"):
            letters |= {"h", "m"}
        if "m" in letters:
            letters.add("b")
        add(rows, module, name, "".join(letters), "data" if "c" in letters else None)
    for module, names in DISTRIBUTIONS.items():
        for name in names.split():
            add(rows, f"scipy.stats.{module}", f"{name}_gen", "hmb")
    for module, names in TORCH_MODULES.items():
        for name in names.split():
            add(rows, f"torch.nn.modules.{module}", name, "hmb")
    for package in ("_csr csr", "_csc csc", "_coo coo", "_bsr bsr", "_dia dia", "_lil lil", "_dok dok"):
        form = package.split()[1]
        for home in package.split() + ["_arrays"]:
            for kind in ("matrix", "array"):
                add(rows, f"scipy.sparse.{home}", f"{form}_{kind}", "hmbf")
    return homes


def add_catalog(rows, homes):
    modules = {}
    with open(CATALOG, encoding="utf-8") as catalog:
        for line in catalog:
            fields = line.rstrip("\n").split("\t")
            if len(fields) > 2 and fields[1] == "module":
                modules.setdefault(fields[0], set()).add(fields[2])
    # Classes that lie together today lay together before: what is known of one module's older names is true of all its classes.
    older = collections.defaultdict(set)
    for name, now in modules.items():
        for module in now:
            older[module] |= homes.get(name, set())
            older[module].add(re.sub(r"\._", ".", module))
    for name, now in modules.items():
        for module in now:
            for home in {module} | older[module]:
                add(rows, home, name, "hmb")


def write(rows):
    groups = collections.defaultdict(list)
    for (module, name), (letters, form) in rows.items():
        groups[module, letters, form or ""].append(name)
    with open(TARGET, "w", encoding="utf-8", newline="\n") as target:
        target.write("# The names that honest models use. Written by tests/catalog/names.py, never by hand.\n"
                     "# module, names, uses (h held, m made, c called, b built, f filled, r held but worth a look), form of the arguments\n")
        for (module, letters, form), names in sorted(groups.items()):
            line = [module, " ".join(sorted(names)), letters] + ([form] if form else [])
            target.write("\t".join(line) + "\n")
    print(f"{len(rows)} names in {len({module for module, _ in rows})} modules")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
        main(file)
