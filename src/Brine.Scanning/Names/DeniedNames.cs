using System.Collections.Frozen;

namespace Brine.Scanning;

/// <summary>Modules and names that run code, or reach files, processes or the network. What is on <see cref="NameList"/> is asked
/// first.</summary>
internal static class DeniedNames
{
    /// <summary>Modules that are denied with all that is in them.</summary>
    private static readonly FrozenSet<string> Roots = Words("""
        builtins __builtin__ __builtins__ os posix nt posixpath ntpath genericpath sys subprocess _posixsubprocess _winapi pty commands
        popen2 multiprocessing _multiprocessing concurrent shlex code codeop runpy marshal types compile exec eval doctest trace timeit
        cProfile profile pstats hotshot pdb bdb dis inspect ast test _testcapi _testinternalcapi unittest nose pytest importlib
        importlib_metadata importlib_resources _frozen_importlib _frozen_importlib_external _imp imp imputil ihooks pkgutil zipimport
        zipapp modulefinder site sitecustomize usercustomize user gc weakref _weakref atexit _interpreters _xxsubinterpreters
        _interpchannels operator _operator functools _functools itertools ctypes _ctypes cffi _cffi_backend mmap winreg _winreg msvcrt
        pickle _pickle cPickle pickletools dill cloudpickle jsonpickle shelve copyreg copy_reg yaml _yaml ruamel socket _socket ssl _ssl
        select selectors asyncio asyncore asynchat _asyncio aiohttp http httplib urllib urllib2 urllib3 urlparse requests httpx websockets
        smtplib smtpd imaplib ftplib poplib telnetlib nntplib xmlrpc xmlrpclib SimpleXMLRPCServer DocXMLRPCServer socketserver
        SocketServer BaseHTTPServer SimpleHTTPServer CGIHTTPServer cgi cgitb wsgiref webbrowser antigravity paramiko fabric io _io _pyio
        codecs _codecs tempfile shutil glob fileinput filecmp linecache difflib mailbox mailcap tarfile zipfile gzip bz2 _bz2 lzma _lzma
        sqlite3 _sqlite3 dbm anydbm dumbdbm gdbm whichdb logging syslog platform uuid pathlib pathlib2 pip _pip ensurepip venv virtualenv
        setuptools pkg_resources distutils _distutils_hack lib2to3 idlelib turtledemo turtle tkinter Tkinter pydoc pydoc_data pipes
        pexpect ptyprocess _pyrepl _osx_support _aix_support compileall py_compile threading _thread thread _dummy_thread dummy_threading
        signal _signal resource fcntl termios tty crypt spwd rexec Bastion new execnet rpyc plumbum invoke sh psutil onnx mlflow
        numexpr dataclasses contextlib _sitebuiltins faulthandler tracemalloc readline rlcompleter cmd sched curses getpass netrc
        nis string _string reprlib pprint traceback warnings optparse getopt gettext locale configparser ConfigParser plistlib smtpd
        flask jinja2 mako boto3 botocore docker kubernetes IPython ipykernel jupyter_client notebook win32api win32com pythoncom
        pyximport Cython cython numba llvmlite py graphlib symtable sysconfig _sysconfig pyclbr tabnanny
        mimetypes aifc wave sunau imghdr sndhdr tokenize uu quopri xdrlib chunk ossaudiodev sunaudio audiodev _bootsubprocess _posixshmem
        _tkinter _lsprof _elementtree xml _tracemalloc _compression _dbm _gdbm _crypt _curses _curses_panel _symtable encodings venv
        nturl2path opcode parser symbol compiler
        """);

    /// <summary>Modules that are denied below a package whose other modules are not.</summary>
    private static readonly string[] Prefixes = [.. Words("""
        torch.hub torch.jit torch._dynamo torch._inductor torch.compile torch.package torch.distributed torch.fx torch.serialization
        torch.utils.bottleneck torch.utils.collect_env torch.utils._config_module torch.utils.data.datapipes torch.utils.cpp_extension
        torch.utils.model_zoo torch.utils.checkpoint torch.utils.hipify torch.utils.benchmark torch.utils.file_baton torch._C
        torch._utils_internal torch._lobpcg torch._compile torch.testing torch._export torch.export torch.onnx torch.multiprocessing
        torch.library torch._library torch._classes torch._ops torch.classes torch.ops torch._higher_order_ops torch.profiler
        torch.autograd
        numpy.f2py numpy.testing numpy.ctypeslib numpy.lib.npyio numpy.lib._npyio_impl numpy.distutils numpy.lib.format
        numpy.lib._format_impl numpy.lib.utils numpy.lib._utils_impl numpy.lib._datasource numpy.lib.function_base numpy.compat
        numpy.core._internal numpy._core._internal numpy.core.records numpy.core.getlimits numpy.__config__ numpy._pytesttester
        numpy.tests numpy.core.tests numpy._distributor_init numpy.lib.recfunctions numpy.core.defchararray numpy.core.memmap
        numpy._core.memmap
        scipy.stats._distn_infrastructure.rv_generic scipy.io scipy._lib scipy.weave scipy.misc scipy.datasets
        pandas.io pandas.core.computation pandas.compat pandas.testing pandas._testing pandas.util pandas.core.generic pandas.core.eval
        joblib.memory joblib.parallel joblib.externals joblib.pool joblib.executor joblib.func_inspect joblib._store_backends
        joblib.numpy_pickle_utils joblib.testing joblib.disk joblib.backports joblib.format_stack joblib.hashing joblib.logger
        joblib._parallel_backends joblib._dask
        sklearn.externals.joblib.memory sklearn.externals.joblib.parallel sklearn.externals.joblib.pool
        sklearn.externals.joblib.func_inspect sklearn.externals.joblib.disk sklearn.externals.joblib.hashing
        sklearn.externals.joblib.format_stack
        sklearn.datasets sklearn.utils._testing sklearn.utils.testing sklearn.utils._show_versions sklearn._build_utils
        keras.models keras.saving.saving_api keras.saving.saving_lib keras.src.models keras.utils.file_utils keras.utils.data_utils
        keras.src.utils.file_utils keras.utils.get_file
        tensorflow transformers.dynamic_module_utils sympy.parsing sympy.utilities sympy.core.sympify transformers.utils
        huggingface_hub xgboost.dask xgboost.spark xgboost.tracker
        lightgbm.dask
        """)];

    /// <summary>Functions that are denied in packages whose other names are not.</summary>
    private static readonly FrozenSet<string> Names = Words("""
        numpy.load numpy.save numpy.savez numpy.savez_compressed numpy.savetxt numpy.loadtxt numpy.genfromtxt numpy.fromfile
        numpy.memmap numpy.DataSource numpy.fromregex numpy.recfromcsv numpy.recfromtxt numpy.mafromtxt numpy.ndfromtxt
        numpy.source numpy.info numpy.lookfor numpy.show_config numpy.get_include numpy.vectorize numpy.apply_along_axis
        numpy.apply_over_axes numpy.fromfunction numpy.frompyfunc numpy.piecewise numpy.fromiter numpy.set_string_function
        numpy.seterrcall numpy.seterr numpy.setbufsize numpy.add_newdoc numpy.deprecate numpy.deprecate_with_doc numpy.safe_eval
        numpy.core.multiarray.fromfile numpy._core.multiarray.fromfile numpy.core.multiarray.frompyfunc numpy._core.multiarray.frompyfunc
        numpy.core.multiarray.set_string_function numpy.core.multiarray.add_docstring numpy._core.multiarray.add_docstring
        pandas.read_pickle pandas.to_pickle pandas.eval pandas.read_csv pandas.read_table pandas.read_fwf pandas.read_json
        pandas.read_html
        pandas.read_xml pandas.read_sql pandas.read_sql_query pandas.read_sql_table pandas.read_excel pandas.read_hdf pandas.read_parquet
        pandas.read_feather pandas.read_orc pandas.read_stata pandas.read_sas pandas.read_spss pandas.read_gbq pandas.read_clipboard
        pandas.HDFStore pandas.ExcelFile pandas.ExcelWriter
        joblib.load joblib.dump joblib.Memory joblib.Parallel joblib.delayed joblib.parallel_backend joblib.wrap_non_picklable_objects
        joblib.numpy_pickle.load joblib.numpy_pickle.dump joblib.numpy_pickle.load_temporary_memmap joblib.numpy_pickle._unpickle
        joblib.numpy_pickle._pickle_load joblib.numpy_pickle_compat.load_compatibility joblib._pickle_load
        sklearn.externals.joblib.load sklearn.externals.joblib.dump sklearn.externals.joblib.Memory sklearn.externals.joblib.Parallel
        sklearn.externals.joblib.numpy_pickle.load sklearn.externals.joblib.numpy_pickle.dump
        torch.load torch.save torch.storage._load_from_bytes torch.from_file torch.compile torch.set_default_tensor_type
        torch.storage.UntypedStorage.from_file torch._import_dotted_name torch._utils._import_dotted_name
        keras.models.load_model keras.Model.load_model keras.utils.get_file xgboost.core._load_lib lightgbm.basic._load_lib
        typing.get_type_hints typing.ForwardRef typing._eval_type skops.io.load skops.io.loads scipy.LowLevelCallable scipy.io.loadmat
        scipy.io.savemat collections.namedtuple
        """);

    /// <summary>Words that are denied wherever they stand in a module or a name.</summary>
    private static readonly FrozenSet<string> Anywhere = Words("""
        builtins __builtin__ __builtins__ os posix nt sys subprocess _posixsubprocess pty commands popen2 runpy marshal importlib
        _frozen_importlib pkgutil zipimport ctypes _ctypes cffi pickle cPickle _pickle dill cloudpickle socket _socket shutil
        system popen spawn spawnl spawnv execv execve eval exec execfile compile __import__ import_module resolve_name getattr setattr
        distutils setuptools webbrowser _attach_argparser_methods _construct_argparser _attach_methods
        """);

    private static readonly FrozenSet<string> Scanners = Words(
        "fickling picklescan modelscan modelaudit saferpickle model_unpickler corrupy pickleball brine");

    /// <summary>True for a scanner, which no model needs.</summary>
    internal static bool IsScanner(string module) => Scanners.Contains(Root(module));

    /// <summary>True for what runs code, or reaches files, processes or the network.</summary>
    internal static bool Has(string module, string name)
    {
        if (Roots.Contains(Root(module)) || Names.Contains(module + "." + name) || HasPart(module) || HasPart(name))
        {
            return true;
        }

        string full = module + "." + name;
        foreach (string prefix in Prefixes)
        {
            if (full.StartsWith(prefix, StringComparison.Ordinal) && (full.Length == prefix.Length || full[prefix.Length] == '.'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPart(string path)
    {
        foreach (Range part in path.AsSpan().Split('.'))
        {
            if (Anywhere.GetAlternateLookup<ReadOnlySpan<char>>().Contains(path.AsSpan(part)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Root(string module) => module.IndexOf('.') is > 0 and var dot ? module[..dot] : module;

    private static FrozenSet<string> Words(string text) =>
        text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
