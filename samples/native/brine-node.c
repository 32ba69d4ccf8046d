/*
 * libbrine for Node, an addon without a package: new Model(path), methods, features, classes, predict, predictClasses, close.
 *
 *     gcc -shared -fPIC brine-node.c -I /usr/include/node -I FOLDER -L FOLDER -lbrine -Wl,-rpath,FOLDER -o brine.node
 */
#include <node_api.h>
#include <stdlib.h>
#include <string.h>

#include "brine.h"

static napi_value fail(napi_env env, const char *code, const char *message) {
    napi_throw_error(env, code, message);
    return NULL;
}

static int refused(napi_env env, int32_t status, const brine_error *error) {
    if (status != BRINE_OK) {
        napi_throw_error(env, error->code, error->message);
    }
    return status != BRINE_OK;
}

static void forget(napi_env env, void *data, void *hint) {
    brine_close(*(brine_handle *)data, NULL);
    free(data);
}

/* The handle behind `this`, and the arguments of the call. */
static brine_handle self(napi_env env, napi_callback_info info, size_t *count, napi_value *arguments) {
    napi_value object;
    void *model = NULL;
    napi_get_cb_info(env, info, count, arguments, &object, NULL);
    napi_unwrap(env, object, &model);
    return model ? *(brine_handle *)model : 0;
}

static int set_names(napi_env env, napi_value object, const char *property, brine_handle model, int32_t list) {
    brine_error error;
    int64_t count, length;
    napi_value names, name;
    if (refused(env, brine_name_count(model, list, &count, &error), &error)) {
        return 0;
    }
    napi_create_array(env, &names);
    for (int64_t i = 0; i < count; i++) {
        if (refused(env, brine_name(model, list, i, NULL, 0, &length, &error), &error)) {
            return 0;
        }
        char *text = malloc(length + 1);
        int32_t status = brine_name(model, list, i, text, length + 1, NULL, &error);
        napi_create_string_utf8(env, text, status == BRINE_OK ? length : 0, &name);
        free(text);
        if (refused(env, status, &error)) {
            return 0;
        }
        napi_set_element(env, names, (uint32_t)i, name);
    }
    if (count < 0) {
        napi_get_null(env, &names);
    }
    napi_set_named_property(env, object, property, names);
    return 1;
}

static napi_value construct(napi_env env, napi_callback_info info) {
    size_t count = 1, length;
    napi_value arguments[1], object;
    brine_error error;
    napi_get_cb_info(env, info, &count, arguments, &object, NULL);
    if (count < 1 || napi_get_value_string_utf8(env, arguments[0], NULL, 0, &length) != napi_ok) {
        return fail(env, "Usage", "new Model(path)");
    }
    char *path = malloc(length + 1);
    napi_get_value_string_utf8(env, arguments[0], path, length + 1, &length);
    brine_handle *model = malloc(sizeof *model);
    int32_t status = brine_open(path, model, &error);
    free(path);
    if (refused(env, status, &error)) {
        free(model);
        return NULL;
    }
    napi_wrap(env, object, model, forget, NULL, NULL);
    return set_names(env, object, "methods", *model, BRINE_METHODS) && set_names(env, object, "features", *model, BRINE_FEATURES)
        && set_names(env, object, "classes", *model, BRINE_CLASSES) ? object : NULL;
}

/* A Float64Array of rows, and how many columns they have. */
static int get_rows(napi_env env, napi_value array, napi_value columns, double **rows, int64_t *row_count, int64_t *column_count) {
    napi_typedarray_type type;
    size_t length;
    if (napi_get_typedarray_info(env, array, &type, &length, (void **)rows, NULL, NULL) != napi_ok || type != napi_float64_array
        || napi_get_value_int64(env, columns, column_count) != napi_ok || *column_count <= 0 || length % *column_count != 0) {
        fail(env, "Usage", "rows are a Float64Array, row by row, and the number of columns");
        return 0;
    }
    *row_count = length / *column_count;
    return 1;
}

static napi_value predict(napi_env env, napi_callback_info info) {
    size_t count = 3, length;
    napi_value arguments[3], buffer, answers;
    brine_handle model = self(env, info, &count, arguments);
    brine_error error;
    double *rows, *numbers;
    int64_t row_count, column_count, width;
    char method[64];
    if (count < 3 || napi_get_value_string_utf8(env, arguments[0], method, sizeof method, &length) != napi_ok) {
        return fail(env, "Usage", "predict(method, rows, columns)");
    }
    if (!get_rows(env, arguments[1], arguments[2], &rows, &row_count, &column_count)
        || refused(env, brine_predict(model, method, rows, row_count, column_count, NULL, 0, &width, &error), &error)) {
        return NULL;
    }
    napi_create_arraybuffer(env, row_count * width * sizeof(double), (void **)&numbers, &buffer);
    if (refused(env, brine_predict(model, method, rows, row_count, column_count, numbers, row_count * width, NULL, &error), &error)) {
        return NULL;
    }
    napi_create_typedarray(env, napi_float64_array, row_count * width, buffer, 0, &answers);
    return answers;
}

static napi_value predict_classes(napi_env env, napi_callback_info info) {
    size_t count = 2;
    napi_value arguments[2], places, place;
    brine_handle model = self(env, info, &count, arguments);
    brine_error error;
    double *rows;
    int64_t row_count, column_count;
    if (count < 2 || !get_rows(env, arguments[0], arguments[1], &rows, &row_count, &column_count)) {
        return fail(env, "Usage", "predictClasses(rows, columns)");
    }
    int64_t *classes = malloc((row_count + 1) * sizeof *classes);
    int32_t status = brine_predict_classes(model, rows, row_count, column_count, classes, &error);
    if (!refused(env, status, &error)) {
        napi_create_array_with_length(env, row_count, &places);
        for (int64_t i = 0; i < row_count; i++) {
            napi_create_int64(env, classes[i], &place);
            napi_set_element(env, places, (uint32_t)i, place);
        }
    }
    free(classes);
    return status == BRINE_OK ? places : NULL;
}

static napi_value close_model(napi_env env, napi_callback_info info) {
    size_t count = 0;
    brine_error error;
    refused(env, brine_close(self(env, info, &count, NULL), &error), &error);
    return NULL;
}

NAPI_MODULE_INIT() {
    napi_property_descriptor methods[] = {
        {"predict", NULL, predict, NULL, NULL, NULL, napi_default, NULL},
        {"predictClasses", NULL, predict_classes, NULL, NULL, NULL, napi_default, NULL},
        {"close", NULL, close_model, NULL, NULL, NULL, napi_default, NULL},
    };
    napi_value model;
    if (brine_abi_version() != BRINE_ABI_VERSION) {
        return fail(env, "Usage", "libbrine has another interface than brine.h");
    }
    napi_define_class(env, "Model", NAPI_AUTO_LENGTH, construct, NULL, sizeof methods / sizeof *methods, methods, &model);
    napi_set_named_property(env, exports, "Model", model);
    return exports;
}
