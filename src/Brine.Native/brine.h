/*
 * brine.h: the C interface of Brine, which opens Python's pickled machine-learning models and runs them.
 *
 * Link with libbrine (libbrine.so, libbrine.dylib, libbrine.dll). docs/native.md tells more, with examples in C, Python and Node.
 *
 * - Every call but brine_abi_version and brine_version returns a status: BRINE_OK, or what went wrong, with a code and a text in `error`, which may be NULL.
 * - A model is known by a number, its handle. A handle that is wrong, of another kind or closed is an error, never a crash. 0 is no handle.
 * - A model may be used by any number of threads at once. Closing it while others use it lets them finish.
 * - Text is UTF-8 and ends with a zero byte. Pointers that are passed are not kept after the call.
 * - Pointers must be what their parameter says: memory of that size. NULL and sizes below zero are errors; a pointer to nowhere cannot be told from a good one.
 */
#ifndef BRINE_H
#define BRINE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface. A library of another version is not the one that this header describes. */
#define BRINE_ABI_VERSION 1

/* What a call returns; the same numbers as the exit codes of the command `brine`. */
#define BRINE_OK 0
#define BRINE_COULD_NOT 2   /* the file or the data cannot be used */
#define BRINE_UNSUPPORTED 3 /* the model is known, but cannot run, or not in this way */
#define BRINE_MISUSE 4      /* the call is wrong: a handle, a pointer, a size, a name */
#define BRINE_FAULT 5       /* a fault of Brine's: please report it */

/* What went wrong. The codes are explained in docs/errors.md. A text that does not fit is cut between characters. */
typedef struct brine_error {
    int32_t status;
    char code[60];
    char message[1984];
} brine_error;

/* A model, or a text. */
typedef uint64_t brine_handle;

/* The lists of names that a model has. */
#define BRINE_METHODS 0  /* the methods that it answers, by their Python names */
#define BRINE_FEATURES 1 /* the columns that it was trained on */
#define BRINE_CLASSES 2  /* the classes that it tells apart, in the order of its probabilities */

int32_t brine_abi_version(void);

/* The version of the library, such as "0.1.0"; it lives as long as the library. */
const char *brine_version(void);

/* Opens a model: a pickle, joblib or skops file, alone or in an archive, or an MLflow folder. Close it with brine_close. */
int32_t brine_open(const char *path, brine_handle *model, brine_error *error);

/* Opens a model from the bytes of its file, which are copied. */
int32_t brine_open_bytes(const void *bytes, int64_t length, brine_handle *model, brine_error *error);

/* Closes a model or a text. */
int32_t brine_close(brine_handle handle, brine_error *error);

/* How many names a list has; -1 where the model has no such list (columns without names, a model that is no classifier). */
int32_t brine_name_count(brine_handle model, int32_t list, int64_t *count, brine_error *error);

/*
 * Writes a name, and the zero behind it, into `buffer`. `length`, which may be NULL, is set to the bytes of the name without the zero, also where they do not fit:
 * then nothing is written, and the status is BRINE_MISUSE. With `buffer` NULL and `capacity` 0 only the length is asked for.
 */
int32_t brine_name(brine_handle model, int32_t list, int64_t index, char *buffer, int64_t capacity, int64_t *length, brine_error *error);

/* How many columns the model was trained on; -1 where that is not known. */
int32_t brine_feature_count(brine_handle model, int64_t *count, brine_error *error);

/*
 * Answers a method about rows of numbers, which lie row by row. `method` is a Python name; NULL is predict, or transform for a model that does not predict.
 * The answers are written row by row into `answers`, which has room for `capacity` numbers; `width`, which may be NULL, is set to the numbers a row. With `answers`
 * NULL and `capacity` 0 only the width is asked for, with one row of the data. Answers that are no numbers (classes that are texts) or no rows of numbers
 * (kneighbors) are refused: brine_predict_classes and brine_predict_arrow give these.
 */
int32_t brine_predict(brine_handle model, const char *method, const double *rows, int64_t row_count, int64_t column_count,
                      double *answers, int64_t capacity, int64_t *width, brine_error *error);

/* Predicts the class of each row: its index among BRINE_CLASSES, for each of the `row_count` rows. */
int32_t brine_predict_classes(brine_handle model, const double *rows, int64_t row_count, int64_t column_count, int64_t *classes, brine_error *error);

/* Says what a file is and what is in it, as `brine inspect --json` does. Read the text with brine_text, close it with brine_close. */
int32_t brine_inspect(const char *path, brine_handle *text, brine_error *error);
int32_t brine_inspect_bytes(const void *bytes, int64_t length, brine_handle *text, brine_error *error);

/* The characters of a text, which live until it is closed, and their number without the zero behind them. `length` may be NULL. */
int32_t brine_text(brine_handle text, const char **characters, int64_t *length, brine_error *error);

/* The Arrow C data interface, as its specification has it. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

#endif

/*
 * Answers methods about a batch of Arrow: a struct array whose children are the columns. Columns are found by their names where the model was trained on names,
 * else by their places. `methods` are Python names, separated by commas; NULL is the default method. Columns may be floats, ints, bools, utf8 text (with 32 or 64
 * bit offsets, or as a dictionary) or null. `answers` and `answer_schema` are set to a struct array with a column for each column of the answers, named as the command
 * `brine predict` names them; the caller releases both. `rows` and `row_schema` are released by this call, whether it succeeds or fails, unless the failure is a
 * pointer that is NULL.
 */
int32_t brine_predict_arrow(brine_handle model, const char *methods, struct ArrowArray *rows, struct ArrowSchema *row_schema,
                            struct ArrowArray *answers, struct ArrowSchema *answer_schema, brine_error *error);

#ifdef __cplusplus
}
#endif

#endif
